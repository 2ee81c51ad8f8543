package org.harl.cli.pretrain;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Pretrains an encoder and writes everything about the run into one folder. */
@Command(
    name = "pretrain",
    defaultValueProvider = PretrainDefaults.class,
    description = {
      "Pretrain an encoder on images without labels, by default on drawn scenes.",
      "Writes encoder.safetensors, report.html, events for TensorBoard, plan.json, steps.csv, knn.csv, curve.png and"
          + " checkpoints into --output."
    })
public final class PretrainCommand implements Callable<Integer> {
  @Mixin private PretrainOptions options = new PretrainOptions();

  @Spec private CommandSpec spec;

  /** What it was given. */
  public PretrainOptions options() {
    return options;
  }

  @Override
  public Integer call() throws Exception {
    new PretrainRun(options, spec.commandLine().getOut(), spec.commandLine().getErr()).run();
    return 0;
  }
}
