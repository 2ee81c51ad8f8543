package org.harl.augment;

import java.util.List;
import java.util.function.Predicate;
import org.harl.error.InvalidInputException;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/**
 * {@code (x - mean) / deviation} for pixels x in [0, 1], channel by channel.
 *
 * @param mean of red, green and blue
 * @param deviation of red, green and blue
 */
public record Normalisation(List<Double> mean, List<Double> deviation) {
  /** ImageNet's, which torchvision's networks expect. */
  public static final Normalisation IMAGENET =
      new Normalisation(List.of(.485, .456, .406), List.of(.229, .224, .225));

  /**
   * Copies the lists.
   *
   * @throws InvalidInputException if one has not three finite numbers, or a deviation is not above
   *     0
   */
  public Normalisation {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    require("mean", "", mean, Double::isFinite);
    require("deviation", " above 0", deviation, d -> d > 0 && Double.isFinite(d));
  }

  private static void require(
      String what, String range, List<Double> numbers, Predicate<Double> within) {
    if (numbers.size() != 3 || !numbers.stream().allMatch(within)) {
      throw new InvalidInputException(
          "normalisation: the "
              + what
              + " must be three finite numbers"
              + range
              + ", of red, green and blue, got "
              + numbers);
    }
  }

  /**
   * Records it for bytes 0..255: UINT8 [N, 3, H, W] to REAL.
   *
   * @param images UINT8 [N, 3, H, W]
   * @return REAL [N, 3, H, W], 0 where a channel is at its mean
   */
  public Tensor ofBytes(Tensor images) {
    return scaled(images.toReal(), 255);
  }

  /**
   * Records it for pixels 0..1, REAL [N, 3, H, W].
   *
   * @param images REAL [N, 3, H, W]
   * @return REAL [N, 3, H, W], 0 where a channel is at its mean
   */
  public Tensor ofUnit(Tensor images) {
    return scaled(images, 1);
  }

  private Tensor scaled(Tensor images, double white) {
    double[] scale = new double[3];
    double[] shift = new double[3];
    for (int c = 0; c < 3; c++) {
      scale[c] = 1 / (white * deviation.get(c));
      shift[c] = -mean.get(c) / deviation.get(c);
    }
    Recorder recorder = images.recorder();
    Shape perChannel = Shape.of(1, 3, 1, 1);
    return images
        .multiply(recorder.constant(TensorData.of(perChannel, scale)))
        .add(recorder.constant(TensorData.of(perChannel, shift)));
  }
}
