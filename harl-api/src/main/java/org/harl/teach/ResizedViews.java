package org.harl.teach;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.harl.augment.EvalView;
import org.harl.augment.Resampler;
import org.harl.image.Image;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/**
 * Views at another size, bicubic with antialiasing; those of that size are passed on as they are.
 *
 * @param size their side, in pixels
 */
public record ResizedViews(int size) {
  private static final int CHANNELS = 3;

  /**
   * {@return the views at this size, [N, 3, size, size]}
   *
   * @param views unsigned bytes [N, 3, S, S]
   */
  public TensorData of(TensorData views) {
    int side = views.shape().dim(2);
    if (side == size) {
      return views;
    }
    int count = views.shape().dim(0);
    TensorData resized = TensorData.allocate(DataType.U8, Shape.of(count, CHANNELS, size, size));
    ByteBuffer from = views.bytes();
    ByteBuffer to = resized.bytes();
    EvalView view = new EvalView(size);
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> view.view(new Resampler(), image(from, i, side), to, i * CHANNELS * size * size));
    return resized;
  }

  private static Image image(ByteBuffer views, int number, int side) {
    int pixels = side * side;
    int first = number * CHANNELS * pixels;
    byte[] rgb = new byte[CHANNELS * pixels];
    for (int c = 0; c < CHANNELS; c++) {
      for (int i = 0; i < pixels; i++) {
        rgb[CHANNELS * i + c] = views.get(first + c * pixels + i);
      }
    }
    return new Image(Image.UNNAMED, side, side, rgb);
  }
}
