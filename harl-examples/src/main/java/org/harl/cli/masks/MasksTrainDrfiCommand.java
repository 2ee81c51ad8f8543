package org.harl.cli.masks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.harl.cli.files.Destination;
import org.harl.cli.files.WholeFile;
import org.harl.cli.images.GroundTruth;
import org.harl.cli.terminal.Progress;
import org.harl.data.ImageSource;
import org.harl.mask.MaskProvider;
import org.harl.masks.drfi.DrfiForest;
import org.harl.masks.drfi.DrfiTrainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the forest of the provider drfi. */
@Command(
    name = "train-drfi",
    description = {
      "Train the forest of the provider 'drfi' on images with ground truth.",
      "'--masks drfi:FILE' then uses it."
    })
final class MasksTrainDrfiCommand implements Callable<Integer> {
  @Mixin private GroundTruth data;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The forest. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("drfi.forest");

  @Option(names = "--overwrite", description = "Replace a file that is there.")
  private boolean overwrite;

  @Option(names = "--trees", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int trees = DrfiTrainer.TREES;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Of each tree, 1..12. Default: ${DEFAULT-VALUE}.")
  private int depth = DrfiTrainer.DEPTH;

  @Option(
      names = "--rows",
      paramLabel = "ROWS",
      description = "Regions of the rarer class, at most. Default: ${DEFAULT-VALUE}.")
  private int rows = DrfiTrainer.MOST_ROWS;

  @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Spec private CommandSpec spec;

  private static void write(DrfiForest forest, Path target) {
    try {
      forest.write(target);
    } catch (IOException e) {
      throw WholeFile.unwritten(target, e);
    }
  }

  @Override
  public Integer call() throws IOException {
    Path target = output.toAbsolutePath();
    data.apart(Destination.of("--output", output)).requireFreeFile(overwrite);
    ImageSource images = data.images();
    MaskProvider truth = data.masks(images);
    DrfiForest forest;
    try (Progress progress = new Progress("regions", images.size())) {
      DrfiTrainer trainer = new DrfiTrainer(trees, depth, rows, seed);
      forest = trainer.train(images, truth::mask, progress::done);
    }
    write(forest, target);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%d images, %d regions of foreground, %d of background: %s%n",
        images.size(), forest.foreground(), forest.background(), target);
    out.flush();
    return 0;
  }
}
