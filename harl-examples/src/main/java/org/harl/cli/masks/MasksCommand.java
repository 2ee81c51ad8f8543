package org.harl.cli.masks;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of what is done with mask providers. */
@Command(
    name = "masks",
    description = "Write masks, look at them, measure mask providers, or train one.",
    subcommands = {
      MasksGenerateCommand.class,
      MasksShowCommand.class,
      MasksEvaluateCommand.class,
      MasksTrainDrfiCommand.class,
      MasksTrainUnsupervisedCommand.class
    })
public final class MasksCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "a command is missing: " + spec.subcommands().keySet());
  }
}
