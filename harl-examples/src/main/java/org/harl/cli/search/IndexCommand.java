package org.harl.cli.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.harl.Harl;
import org.harl.cli.files.Destination;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.images.Sources;
import org.harl.cli.options.BackendArguments;
import org.harl.cli.options.EncoderArguments;
import org.harl.cli.options.LoaderArguments;
import org.harl.cli.options.ViewArguments;
import org.harl.cli.terminal.Progress;
import org.harl.data.ImageSource;
import org.harl.embed.Embedder;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a folder of images searchable. */
@Command(
    name = "index",
    description = {
      "Make a folder of images searchable by image: 'harl search' finds the nearest ones in it.",
      "Writes the vectors into an index of Apache Lucene (HNSW), with the encoder beside it; memory"
          + " does not grow with the images. An image that cannot be read is left out by name; more than"
          + " 1%% of such images end it."
    })
public final class IndexCommand implements Callable<Integer> {
  @Mixin private EncoderArguments encoder = new EncoderArguments();

  @Mixin private ViewArguments view = new ViewArguments();

  @Option(names = "--images", required = true, paramLabel = "DIR", description = "The images.")
  private Path images = Path.of(".");

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "A new or empty folder for the index. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("harl-index");

  @Option(names = "--overwrite", description = "Replace the index that is in the folder.")
  private boolean overwrite;

  @Mixin private BackendArguments machine;

  @Mixin private LoaderArguments loader;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Destination.of("--output", output)
        .apartFromNamed("--encoder", encoder.name())
        .apartFrom("--images", images)
        .requireFree(overwrite, false);
    TrainedEncoder trained = view.viewing(encoder.read());
    if (trained.features() > WideVectors.MOST) {
      throw new InvalidInputException(
          "--encoder: it has "
              + trained.features()
              + " features, an index takes at most "
              + WideVectors.MOST);
    }
    ImageSource source = Sources.folder("--images", images);
    try (RunDirectory directory = new RunDirectory(output, overwrite)) {
      int count = directory.discardingOnFailure(() -> index(trained, source, directory.folder()));
      Path published = directory.publish();
      spec.commandLine()
          .getOut()
          .printf("%d of %d images indexed in %s%n", count, source.size(), published);
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  private int index(TrainedEncoder trained, ImageSource source, Path folder) throws IOException {
    try (Harl harl = machine.open();
        Embedder embedder =
            new Embedder(harl.backend(), trained, view.settings(Embedder.BATCH, loader.threads()));
        VectorIndex.Writer index = new VectorIndex.Writer(ImageIndex.vectors(folder));
        Progress progress = new Progress("images", source.size())) {
      embedder.embed(
          source,
          (image, vector) -> {
            index.add(source.name(image), vector);
            progress.done(image + 1);
          });
      Progress.phase("joining the graph");
      index.finish();
      ImageIndex.write(folder, images, index.written(), trained);
      return index.written();
    }
  }
}
