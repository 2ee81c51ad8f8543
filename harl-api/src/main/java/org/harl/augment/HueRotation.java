package org.harl.augment;

import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/**
 * Turns the hue of RGB pixels in [0, 1] and keeps their HSV saturation and value. Recorded without
 * branches on planes [N, 1, P]; P pixels a sample.
 */
final class HueRotation {
  private static final double SMALLEST_CHROMA = 1e-12;

  private HueRotation() {}

  /** Pixels [N, 3, P], turns [N, 1, 1] as a share of a full turn; the result as the pixels. */
  static Tensor rotate(Tensor pixels, Tensor turns) {
    Tensor red = pixels.slice(1, 0, 1);
    Tensor green = pixels.slice(1, 1, 2);
    Tensor blue = pixels.slice(1, 2, 3);
    Tensor value = red.maximum(green).maximum(blue);
    Tensor low = red.minimum(green).minimum(blue);
    Tensor chroma = value.subtract(low);
    Tensor sixths = hueInSixths(red, green, blue, value, chroma);
    Tensor turned = sixths.multiply(1.0 / 6).add(turns);
    Tensor wrapped = turned.subtract(turned.floor()).multiply(6);
    return chroma.multiply(purity(wrapped)).add(low);
  }

  /** The hue in sixths of a turn, [-1, 5]: 0 is red, 2 green, 4 blue; 0 for grey. */
  private static Tensor hueInSixths(
      Tensor red, Tensor green, Tensor blue, Tensor value, Tensor chroma) {
    Recorder recorder = red.recorder();
    Tensor notRed = red.less(value);
    Tensor notGreen = green.less(value);
    Tensor difference =
        notRed.select(
            notGreen.select(red.subtract(green), blue.subtract(red)), green.subtract(blue));
    Tensor sector =
        notRed.select(
            notGreen.select(recorder.constant(4), recorder.constant(2)), recorder.constant(0));
    return difference.divide(chroma.maximum(SMALLEST_CHROMA)).add(sector);
  }

  /**
   * The share of the chroma that a hue [N, 1, P], 0..6, has in each channel: red {@code clamp(|h-3|
   * - 1)}, green {@code clamp(2 - |h-2|)}, blue {@code clamp(2 - |h-4|)}.
   */
  private static Tensor purity(Tensor sixths) {
    return sixths
        .subtract(perChannel(sixths, 3, 2, 4))
        .abs()
        .multiply(perChannel(sixths, 1, -1, -1))
        .add(perChannel(sixths, -1, 2, 2))
        .clamp(0, 1);
  }

  private static Tensor perChannel(Tensor like, double... values) {
    return like.recorder().constant(TensorData.of(Shape.of(1, 3, 1), values));
  }
}
