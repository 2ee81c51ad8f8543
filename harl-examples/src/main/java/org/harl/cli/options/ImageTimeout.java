package org.harl.cli.options;

import java.io.Serializable;
import java.time.Duration;
import org.harl.data.ImageSource;
import picocli.CommandLine.Option;

/** How long an image may take. */
public final class ImageTimeout implements Serializable {
  private static final long serialVersionUID = 1L;

  @Option(
      names = "--image-timeout",
      paramLabel = "SECONDS",
      description =
          "An image that takes longer to be read and decoded is left out like one that is"
              + " damaged. Default: ${DEFAULT-VALUE}.")
  private long seconds = ImageSource.USUAL_TIME_LIMIT.toSeconds();

  public Duration limit() {
    Checks.atLeast("--image-timeout", seconds, 1);
    return Duration.ofSeconds(seconds);
  }
}
