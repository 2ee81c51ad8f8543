package org.harl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.harl.augment.Photometry;
import org.harl.data.BatchLoader;
import org.harl.data.ImageSource;
import org.harl.mask.MaskProvider;
import org.harl.mask.MaskReduction;
import org.harl.model.Mlp;
import org.harl.model.ResNet;
import org.harl.model.StateDict;
import org.harl.objective.Objective;
import org.harl.objective.RegionPooling;
import org.harl.spi.Backend;
import org.harl.train.HarlStep;
import org.harl.train.Networks;
import org.harl.train.Schedule;
import org.harl.train.TargetAverage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Pretrains an encoder and writes everything about the run into one folder. */
@Command(
    name = "pretrain",
    description = {
      "Pretrain an encoder on images without labels, by default on drawn scenes.",
      "Writes encoder.safetensors, plan.json, steps.csv, knn.csv and curve.png into --output."
    })
final class PretrainCommand implements Callable<Integer> {
  static final String PLAN = "--plan";

  @Mixin private DataArguments data;

  @Mixin private NetworkArguments networks;

  @Mixin private TrainingArguments training;

  @Mixin private BackendArguments machine;

  @Option(
      names = PLAN,
      paramLabel = "FILE",
      description = "A plan.json; options given beside it win.")
  private Path plan = Path.of("");

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "A new or empty folder for the results. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("harl-run");

  @Option(names = "--overwrite", description = "Replace what is in the folder.")
  private boolean overwrite;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ImageSource source = data.source();
    MaskProvider masks = data.maskProvider();
    boolean masked = masks != null || source.mask(0).isPresent();
    int epochs = training.epochs(data.drawn());
    int until = Defaults.of(training.stopAfter, epochs);
    Checks.within("--stop-after", until, 1, epochs);
    Checks.atLeast("--accumulate", training.accumulate, 1);
    HarlStep step = step(training.objective(masked));
    RunDirectory directory = new RunDirectory(output, overwrite);
    try (Backend backend = machine.open();
        BatchLoader loader = loader(source, masks, until);
        RunRecord record = record(directory, backend, source, loader, until)) {
      PlanFile.write(directory.file("plan.json"), spec, PlanFile.options(spec));
      record.untrained(step.variables().initial(training.seed));
      int perEpoch = loader.batchesPerEpoch() / training.accumulate;
      Schedule rate = training.learningRate(data.drawn(), perEpoch);
      Schedule tau = Schedule.cosineToOne(training.tau);
      StateDict trained =
          new TrainingRun(step, data.view1(), data.view2(), tau, training.accumulate, epochs)
              .run(backend, loader, rate, training.seed, record);
      record.finish(trained);
    } finally {
      directory.discardWithout(RunRecord.STEPS);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("written to " + directory.publish());
    out.flush();
    return 0;
  }

  private HarlStep step(Objective objective) {
    Mlp head = networks.head(data.drawn());
    return new HarlStep(
        new Networks(network(), head, head),
        objective,
        RegionPooling.AREA,
        MaskReduction.ANY,
        training.optimiser(data.drawn()),
        TargetAverage.PARAMETERS,
        Photometry.of(data.view1()),
        Photometry.of(data.view2()),
        training.batch(data.drawn()),
        data.viewSize());
  }

  private ResNet network() {
    return networks.resnet(data.viewSize(), data.drawn());
  }

  private BatchLoader loader(ImageSource source, @Nullable MaskProvider masks, int epochs) {
    return BatchLoader.of(source)
        .masks(masks)
        .recipes(data.view1(), data.view2())
        .batchSize(training.batch(data.drawn()))
        .epochs(epochs)
        .seed(training.seed)
        .threads(machine.threads)
        .open();
  }

  private RunRecord record(
      RunDirectory directory, Backend backend, ImageSource source, BatchLoader loader, int epochs)
      throws IOException {
    long steps = TrainingRun.steps(epochs, loader.batchesPerEpoch(), training.accumulate);
    return new RunRecord(
        directory,
        new HeldOutAccuracy(backend, data.heldOut(source), network(), data.viewSize()),
        training.knnEvery,
        steps,
        spec.commandLine().getOut());
  }
}
