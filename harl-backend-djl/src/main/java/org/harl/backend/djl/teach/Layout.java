package org.harl.backend.djl.teach;

import java.nio.ByteBuffer;
import org.harl.augment.Normalisation;
import org.harl.trace.TensorData;

/** How a network takes views. */
enum Layout {
  /**
   * float32 [N, 3, S, S], normalised by ImageNet's mean and deviation, as torchvision's and timm's.
   */
  NORMALISED,
  /** uint8 [N, S, S, 3], as the networks that harl exports. */
  BYTES;

  private static final int CHANNELS = 3;
  private static final float WHITE = 255f;

  /**
   * The extents of so many views.
   *
   * @param size S
   */
  long[] shape(int count, int size) {
    return this == BYTES
        ? new long[] {count, size, size, CHANNELS}
        : new long[] {count, CHANNELS, size, size};
  }

  /**
   * Some views as normalised numbers.
   *
   * @param views unsigned bytes [N, 3, S, S]
   * @param from the first of them
   * @param count how many
   */
  static float[] normalised(TensorData views, int from, int count) {
    int pixels = views.shape().dim(2) * views.shape().dim(3);
    ByteBuffer bytes = views.bytes();
    float[] numbers = new float[count * CHANNELS * pixels];
    for (int plane = 0; plane < count * CHANNELS; plane++) {
      float mean = Normalisation.IMAGENET.mean().get(plane % CHANNELS).floatValue();
      float deviation = Normalisation.IMAGENET.deviation().get(plane % CHANNELS).floatValue();
      for (int i = 0; i < pixels; i++) {
        int value = bytes.get((from * CHANNELS + plane) * pixels + i) & 0xff;
        numbers[plane * pixels + i] = (value / WHITE - mean) / deviation;
      }
    }
    return numbers;
  }

  /**
   * Some views with their channels last.
   *
   * @param views unsigned bytes [N, 3, S, S]
   * @param from the first of them
   * @param count how many
   */
  static byte[] channelsLast(TensorData views, int from, int count) {
    int pixels = views.shape().dim(2) * views.shape().dim(3);
    ByteBuffer bytes = views.bytes();
    byte[] result = new byte[count * CHANNELS * pixels];
    for (int plane = 0; plane < count * CHANNELS; plane++) {
      int image = plane / CHANNELS;
      for (int i = 0; i < pixels; i++) {
        result[(image * pixels + i) * CHANNELS + plane % CHANNELS] =
            bytes.get((from * CHANNELS + plane) * pixels + i);
      }
    }
    return result;
  }
}
