package org.harl.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes a script that completes command lines. */
@Command(
    name = "completion",
    description = {
      "Print a script by which bash and zsh complete harl's commands and options.",
      "'source <(./harl completion)' for this shell; in a file that ~/.bashrc sources, for all."
    })
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("harl", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
