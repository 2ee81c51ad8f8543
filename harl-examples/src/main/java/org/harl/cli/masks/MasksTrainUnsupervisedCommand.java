package org.harl.cli.masks;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.harl.Harl;
import org.harl.cli.files.Destination;
import org.harl.cli.images.JoinedImages;
import org.harl.cli.images.Sources;
import org.harl.cli.options.BackendArguments;
import org.harl.cli.terminal.Progress;
import org.harl.data.ImageSource;
import org.harl.masks.unsupervised.UnsupervisedModel;
import org.harl.masks.unsupervised.UnsupervisedTrainer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the model of the provider unsupervised. */
@Command(
    name = "train-unsupervised",
    description = {
      "Train the model of the provider 'unsupervised' on images alone.",
      "'--masks unsupervised:FILE' then uses it."
    })
final class MasksTrainUnsupervisedCommand implements Callable<Integer> {
  @Mixin private BackendArguments backend;

  @Option(
      names = "--images",
      required = true,
      paramLabel = "DIR",
      description = "Images, without labels; may be given several times.")
  private List<Path> images = List.of();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The model. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("unsupervised.safetensors");

  @Option(names = "--overwrite", description = "Replace a file that is there.")
  private boolean overwrite;

  @Option(names = "--epochs", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs = UnsupervisedTrainer.EPOCHS;

  @Option(
      names = "--kept",
      paramLabel = "SHARE",
      description =
          "Of the images, those on which the heuristics agree most. Default: ${DEFAULT-VALUE}.")
  private double kept = UnsupervisedTrainer.KEPT;

  @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Destination file = Destination.of("--output", output);
    images.forEach(folder -> file.apartFrom("--images", folder));
    file.requireFreeFile(overwrite);
    ImageSource all =
        JoinedImages.of(images.stream().map(d -> Sources.folder("--images", d)).toList());
    UnsupervisedTrainer trainer = new UnsupervisedTrainer(epochs, kept, seed);
    UnsupervisedModel model;
    try (Harl harl = backend.open();
        Stages stages = new Stages()) {
      model = trainer.train(harl.backend(), all, stages);
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("images", Integer.toString(all.size()));
    metadata.put("epochs", Integer.toString(epochs));
    metadata.put("kept", Double.toString(kept));
    metadata.put("seed", Long.toString(seed));
    model.write(output, metadata);
    PrintWriter out = spec.commandLine().getOut();
    out.println(all.size() + " images: " + output.toAbsolutePath());
    out.flush();
    return 0;
  }

  /** A bar for each stage of images, a line for each epoch. */
  private static final class Stages implements UnsupervisedTrainer.Progress, AutoCloseable {
    private @Nullable Progress bar;
    private String stage = "";

    @Override
    public synchronized void images(String name, int done, int all) {
      if (bar == null || !name.equals(stage)) {
        close();
        stage = name;
        bar = new Progress(name, all);
      }
      bar.done(done);
    }

    @Override
    public synchronized void epoch(int epoch, double loss) {
      close();
      System.err.printf(Locale.ROOT, "epoch %d  loss %.4f%n", epoch, loss);
    }

    @Override
    public synchronized void close() {
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }
}
