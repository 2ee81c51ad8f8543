package org.harl.cli.blocks;

import java.util.ServiceLoader;
import org.harl.cli.terminal.OptionGroup;
import org.harl.error.InvalidInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether the work is done here or on Apache Spark. */
@OptionGroup("Machine")
public final class SparkArguments {
  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "On Apache Spark, to the same bytes: local[2], spark://host:7077, yarn. Needs HARL_SPARK=1"
              + " in the environment; all machines see all paths. Default: on this machine.")
  private @Nullable String master;

  /** Whether Spark was asked for. */
  public boolean areGiven() {
    return master != null;
  }

  /**
   * Opens what was asked for.
   *
   * @throws InvalidInputException if Spark is not on the class path, or its master does not answer
   */
  public Blocks open() {
    String named = String.valueOf(master);
    return provider(named).open(named);
  }

  private static BlocksProvider provider(String named) {
    return ServiceLoader.load(BlocksProvider.class)
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "--spark: '"
                        + named
                        + "' needs Spark, which is not on the class path; set HARL_SPARK=1 in the"
                        + " environment of ./harl"));
  }
}
