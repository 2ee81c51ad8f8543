package org.harl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.harl.Harl;
import org.harl.InvalidInputException;
import org.harl.data.ImageSource;
import org.harl.mask.MaskProvider;
import org.harl.model.Mlp;
import org.harl.model.ResNet;
import org.harl.train.PretrainingPlan;
import org.harl.train.PretrainingPlanBuilder;
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
      names = "--initial",
      paramLabel = "FILE",
      description =
          "Start from this safetensors file: an encoder with torchvision's names, or variables of"
              + " a run (online.*, target.*). Default: drawn from the seed.")
  private @Nullable Path initial;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "A new or empty folder for the results. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("harl-run");

  @Option(names = "--overwrite", description = "Replace what is in the folder.")
  private boolean overwrite;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    ImageSource source = data.source();
    PretrainingPlan run = plan();
    DataArguments.HeldOut heldOut = data.heldOut(source);
    RunDirectory directory = new RunDirectory(output, overwrite);
    try (Harl harl = machine.open();
        RunRecord record = record(directory, new HeldOutAccuracy(harl, heldOut))) {
      PlanFile.write(directory.file("plan.json"), spec, PlanFile.options(spec));
      record.finish(harl.pretrain(source, run, record).await());
    } catch (InvalidInputException e) {
      directory.discard();
      throw e;
    } finally {
      directory.discardWithout(RunRecord.STEPS);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("written to " + directory.publish());
    out.flush();
    return 0;
  }

  private RunRecord record(RunDirectory directory, HeldOutAccuracy accuracy) throws IOException {
    return new RunRecord(directory, accuracy, training.knnEvery, spec.commandLine().getOut());
  }

  private PretrainingPlan plan() {
    boolean drawn = data.drawn();
    MaskProvider masks = data.maskProvider();
    Mlp head = networks.head(drawn);
    ResNet network = networks.resnet(data.viewSize(), drawn);
    PretrainingPlanBuilder builder =
        PretrainingPlan.builder()
            .encoder(network)
            .heads(head, head)
            .size(data.viewSize())
            .augmentation(data::adapted)
            .threads(machine.threads);
    training.apply(builder, drawn, drawn || masks != null);
    if (masks != null) {
      builder.masks(masks);
    }
    if (initial != null) {
      builder.initial(InitialWeights.read(initial, network, data.viewSize()));
    }
    return builder.build();
  }
}
