package org.harl.backend.djl.teach;

import java.util.Arrays;
import org.harl.error.InvalidInputException;

/**
 * A network's first output as features.
 *
 * @param values [N, F], or [N, F, ..] of which the mean over what follows is taken
 * @param count N
 * @param features F
 */
record FeatureRows(float[] values, int count, int features) {
  /**
   * Of an output.
   *
   * @param file the network's, for messages
   * @param shape of the output
   * @param count N, images that went in
   */
  static FeatureRows of(String file, long[] shape, float[] values, int count) {
    boolean fits = shape.length >= 2 && shape[0] == count && values.length > 0;
    if (!fits) {
      throw new InvalidInputException(
          "teacher '"
              + file
              + "': its first output is "
              + Arrays.toString(shape)
              + " for "
              + count
              + " views; features are needed, [N, F] or [N, F, h, w]");
    }
    int features = Math.toIntExact(shape[1]);
    return new FeatureRows(mean(values, count * features), count, features);
  }

  private static float[] mean(float[] values, int rows) {
    int cells = values.length / rows;
    if (cells == 1) {
      return values;
    }
    float[] means = new float[rows];
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int cell = 0; cell < cells; cell++) {
        sum += values[row * cells + cell];
      }
      means[row] = (float) (sum / cells);
    }
    return means;
  }
}
