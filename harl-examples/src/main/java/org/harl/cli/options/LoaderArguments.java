package org.harl.cli.options;

import picocli.CommandLine.Option;

/** How images are read. */
public final class LoaderArguments {
  @Option(
      names = "--loader-threads",
      paramLabel = "N",
      description =
          "Threads that decode and resample images; no result depends on them. Default: one a processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  public int threads() {
    Checks.atLeast("--loader-threads", threads, 1);
    return threads;
  }
}
