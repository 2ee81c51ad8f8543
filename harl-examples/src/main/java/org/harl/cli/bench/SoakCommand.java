package org.harl.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.harl.Harl;
import org.harl.cli.files.Destination;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.images.LabelledPair;
import org.harl.cli.options.BackendArguments;
import org.harl.cli.options.Checks;
import org.harl.cli.options.LoaderArguments;
import org.harl.cli.pretrain.record.HeldOutAccuracy;
import org.harl.cli.report.Illustration;
import org.harl.data.ImageSource;
import org.harl.embed.EmbedderSettings;
import org.harl.error.HarlException;
import org.harl.method.Method;
import org.harl.model.Mlp;
import org.harl.model.ResNet;
import org.harl.objective.RegionObjective;
import org.harl.scenes.SyntheticScenes;
import org.harl.train.Checkpoints;
import org.harl.train.PretrainingPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A long run that watches what the process holds. */
@Command(
    name = "soak",
    description = {
      "Train for many steps on drawn scenes, with checkpoints and evaluations, and watch memory,"
          + " threads and open files.",
      "Fails if any of them grows. Writes soak.csv and soak.png into --output."
    })
public final class SoakCommand implements Callable<Integer> {
  private static final int SCENES = 1600;
  private static final int SIZE = 32;
  private static final int BATCH = 16;
  private static final int CHECKPOINT_EVERY = 250;
  private static final int LEAST_STEPS = 100;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "About so many steps, in epochs of 100. Default: ${DEFAULT-VALUE}.")
  private int steps = 20_000;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "A new or empty folder. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("harl-soak");

  @Option(names = "--overwrite", description = "Replace what is in the folder.")
  private boolean overwrite;

  @Mixin private BackendArguments machine;

  @Mixin private LoaderArguments loader;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Checks.atLeast("--steps", steps, LEAST_STEPS);
    Destination.of("--output", output).requireFree(overwrite, false);
    int epochs = steps / (SCENES / BATCH);
    ImageSource scenes = new SyntheticScenes(1, SCENES);
    try (RunDirectory directory = new RunDirectory(output, overwrite);
        Harl harl = directory.discardingOnFailure(machine::open)) {
      HeldOutAccuracy accuracy =
          new HeldOutAccuracy(
              harl, EmbedderSettings.DEFAULT, LabelledPair.of(scenes, new SyntheticScenes(2, 300)));
      List<String> grown;
      try (SoakRecord record =
          new SoakRecord(
              directory.file("soak.csv"), epochs, accuracy, spec.commandLine().getOut())) {
        harl.pretrain(scenes, plan(scenes, epochs, directory), record).await();
        grown = record.grown();
        Illustration.make("soak.png", () -> record.draw(directory.file("soak.png")));
      }
      spec.commandLine().getOut().println("written to " + directory.publish());
      spec.commandLine().getOut().flush();
      if (!grown.isEmpty()) {
        throw new HarlException("soak: " + String.join("; ", grown));
      }
    }
    return 0;
  }

  private PretrainingPlan plan(ImageSource scenes, int epochs, RunDirectory directory) {
    return PretrainingPlan.builder()
        .method(
            Method.standard(SIZE)
                .withEncoder(ResNet.resnet18().small().withWidth(0.25))
                .withHeads(new Mlp(512, 128))
                .withObjective(RegionObjective.byol()))
        .batch(BATCH)
        .epochs(epochs)
        .loaderThreads(loader.threads())
        .checkpoints(Checkpoints.in(directory.file("checkpoints")).withEvery(CHECKPOINT_EVERY))
        .build();
  }
}
