package org.harl.cli.options;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long an image may take. */
public final class ImageTimeout {
  @Option(
      names = "--image-timeout",
      paramLabel = "SECONDS",
      description =
          "An image that takes longer to be read and decoded is left out like one that is"
              + " damaged. Default: ${DEFAULT-VALUE}.")
  private int seconds = 60;

  public Duration limit() {
    Checks.atLeast("--image-timeout", seconds, 1);
    return Duration.ofSeconds(seconds);
  }
}
