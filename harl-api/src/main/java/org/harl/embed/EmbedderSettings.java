package org.harl.embed;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;

/**
 * How an {@link Embedder} reads images.
 *
 * @param batch images at a time, at least 1; fewer images than that are a smaller batch; 64 in
 *     {@link #DEFAULT}
 * @param threads threads that read and decode images, at least 1; one a processor in {@link
 *     #DEFAULT}
 * @param imageTimeout how long an image may take to be read and decoded, at least 1 ms; one that
 *     takes longer counts as unreadable. One minute in {@link #DEFAULT}
 */
@RecordBuilder
public record EmbedderSettings(int batch, int threads, Duration imageTimeout)
    implements EmbedderSettingsBuilder.With {
  /** Batches of 64, a loader thread for each processor, a minute for an image. */
  public static final EmbedderSettings DEFAULT =
      new EmbedderSettings(
          64, Runtime.getRuntime().availableProcessors(), ImageSource.USUAL_TIME_LIMIT);

  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is below 1
   */
  public EmbedderSettings {
    if (batch < 1 || threads < 1) {
      throw new InvalidInputException(
          "embedder: batch and threads must be at least 1, got " + batch + " and " + threads);
    }
    if (imageTimeout.toMillis() < 1) {
      throw new InvalidInputException(
          "embedder: the image timeout must be at least 1 ms, got " + imageTimeout);
    }
  }
}
