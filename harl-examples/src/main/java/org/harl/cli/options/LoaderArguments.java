package org.harl.cli.options;

import org.harl.cli.terminal.OptionGroup;
import picocli.CommandLine.Option;

/** How images are read. */
@OptionGroup("Machine")
public final class LoaderArguments {
  @Option(
      names = "--loader-threads",
      paramLabel = "N",
      description =
          "Threads that decode and resample images; no result depends on them. Default: one a processor.")
  private int threads = Checks.STANDARD_THREADS;

  public int threads() {
    Checks.threads("--loader-threads", threads);
    return threads;
  }
}
