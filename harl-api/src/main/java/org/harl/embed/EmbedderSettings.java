package org.harl.embed;

import java.time.Duration;
import org.harl.augment.EvalView;
import org.harl.error.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link Embedder} reads and views images.
 *
 * @param batch images at a time, at most; fewer images than that are a smaller batch
 * @param threads that read and decode images
 * @param imageTimeout how long an image may take to be read and decoded
 * @param resize the short side before the centred square is cut out, in pixels; null for that of
 *     the square
 */
public record EmbedderSettings(
    int batch, int threads, Duration imageTimeout, @Nullable Integer resize) {
  /**
   * Batches of 64, a loader thread for each processor, a minute for an image, no crop but to the
   * square.
   */
  public static final EmbedderSettings DEFAULT =
      new EmbedderSettings(
          64, Runtime.getRuntime().availableProcessors(), Duration.ofMinutes(1), null);

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

  /**
   * The view of an image for an encoder.
   *
   * @param size the side of the encoder's views
   * @throws InvalidInputException if images are resized to less than it
   */
  public EvalView view(int size) {
    return new EvalView(size, resize == null ? size : resize);
  }
}
