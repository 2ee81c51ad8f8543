package org.harl.cli.evaluate;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of the protocols that say what a representation is worth. */
@Command(
    name = "evaluate",
    description = "Measure what an encoder is worth, on labelled images.",
    subcommands = {
      EvaluateKnnCommand.class,
      EvaluateLinearCommand.class,
      EvaluateSemiCommand.class,
      EvaluateFinetuneCommand.class,
      EvaluateTransferCommand.class,
      EvaluateDetectionCommand.class
    })
public final class EvaluateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "a protocol is missing: " + spec.subcommands().keySet());
  }
}
