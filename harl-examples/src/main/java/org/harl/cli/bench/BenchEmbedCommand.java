package org.harl.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.harl.Harl;
import org.harl.cli.files.JsonLine;
import org.harl.cli.images.Sources;
import org.harl.cli.options.BackendArguments;
import org.harl.cli.options.Checks;
import org.harl.cli.options.EncoderArguments;
import org.harl.cli.options.LoaderArguments;
import org.harl.data.ImageSource;
import org.harl.data.ImageSubset;
import org.harl.embed.Embedder;
import org.harl.embed.EmbedderSettings;
import org.harl.embed.EncoderProgram;
import org.harl.embed.TrainedEncoder;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Times the embedding of files against the encoder alone. */
@Command(
    name = "embed",
    description = {
      "Time embedding a folder of images, and the encoder alone on as many preloaded batches.",
      "They take turns; the figures are medians, the ratio that of a round. first_s: until an encoder"
          + " is loaded, compiled, and has embedded one image."
    })
final class BenchEmbedCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "A folder of images; folders in it are read too.")
  private Path folder = Path.of(".");

  @Mixin private EncoderArguments encoder = new EncoderArguments();

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Images a round, spread over the folder's. Default: ${DEFAULT-VALUE}.")
  private int images = 5000;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images at a time, at most. Default: ${DEFAULT-VALUE}.")
  private int batch = EmbedderSettings.DEFAULT.batch();

  @Option(names = "--rounds", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds = 3;

  @Mixin private BackendArguments machine = new BackendArguments();

  @Mixin private LoaderArguments loader = new LoaderArguments();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Checks.atLeast("--images", images, 1);
    Checks.atLeast("--batch", batch, 1);
    Checks.atLeast("--rounds", rounds, 1);
    TrainedEncoder trained = encoder.read();
    ImageSource source = source();
    double[] forward = new double[rounds];
    double[] embed = new double[rounds];
    double[] ratio = new double[rounds];
    try (Harl harl = machine.open()) {
      double first = first(harl, trained, source);
      try (Embedder embedder = new Embedder(harl.backend(), trained, reading())) {
        embedder.embed(source); // threads, decoder and programs are warm after it
        for (int i = 0; i < rounds; i++) {
          forward[i] = forward(harl, trained, source.size());
          long start = System.nanoTime();
          embedder.embed(source);
          embed[i] = source.size() / seconds(start);
          ratio[i] = embed[i] / forward[i];
        }
      }
      Map<String, Object> line = setting(harl, trained, source);
      line.put("first_s", JsonLine.rounded(first, 3));
      line.put("forward_images_per_s", JsonLine.rounded(median(forward), 1));
      line.put("embed_images_per_s", JsonLine.rounded(median(embed), 1));
      line.put("ratio", JsonLine.rounded(median(ratio), 3));
      JsonLine.print(spec.commandLine().getOut(), line);
    }
    return 0;
  }

  private ImageSource source() {
    ImageSource all = Sources.folder("DIR", folder);
    int count = Math.min(images, all.size());
    long every = all.size();
    return new ImageSubset(
        all, IntStream.range(0, count).map(i -> (int) (i * every / count)).toArray());
  }

  private double first(Harl harl, TrainedEncoder trained, ImageSource source) throws IOException {
    long start = System.nanoTime();
    try (Embedder embedder = new Embedder(harl.backend(), trained, reading())) {
      embedder.embed(new ImageSubset(source, 0));
    }
    return seconds(start);
  }

  /** Images a second of the encoder alone, over at least so many, once it is warm. */
  private double forward(Harl harl, TrainedEncoder trained, int count) {
    int size = trained.size();
    int most = Math.min(batch, count);
    TensorData pixels = TensorData.allocate(DataType.U8, Shape.of(most, 3, size, size));
    byte[] random = new byte[pixels.shape().size()];
    new Random(0).nextBytes(random);
    pixels.bytes().put(random);
    Map<String, TensorData> feeds = Map.of(EncoderProgram.IMAGES, pixels);
    try (Session session = harl.backend().session(trained.weights());
        Executable program = session.compile(EncoderProgram.of(trained, most))) {
      program.run(feeds);
      long start = System.nanoTime();
      int done = 0;
      for (; done < count; done += most) {
        program.run(feeds).get(EncoderProgram.FEATURES).toFloats();
      }
      return done / seconds(start);
    }
  }

  private EmbedderSettings reading() {
    EmbedderSettings standard = EmbedderSettings.DEFAULT;
    return new EmbedderSettings(batch, loader.threads(), standard.imageTimeout());
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private Map<String, Object> setting(Harl harl, TrainedEncoder trained, ImageSource source) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("backend", harl.device().description());
    line.put("device", harl.device().name());
    line.put("precision", machine.precision.toString());
    line.put("threads", machine.threads);
    line.put("loader_threads", loader.threads());
    line.put("encoder", trained.encoder().toString());
    line.put("size", trained.size());
    line.put("batch", batch);
    line.put("images", source.size());
    return line;
  }
}
