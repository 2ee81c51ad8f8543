package org.harl.cli.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of the benchmarks. */
@Command(
    name = "bench",
    description =
        "Measure a training step, the input path or embedding; each prints one line of JSON.",
    subcommands = {BenchStepCommand.class, BenchInputCommand.class, BenchEmbedCommand.class})
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "a command is missing: " + spec.subcommands().keySet());
  }
}
