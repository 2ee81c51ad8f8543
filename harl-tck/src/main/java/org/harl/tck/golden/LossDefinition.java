package org.harl.tck.golden;

import java.util.Arrays;
import java.util.Map;
import org.harl.trace.TensorData;

/** The objective as numerics define it, in plain loops over the vectors that a case is fed. */
public final class LossDefinition {
  private final Map<String, TensorData> feeds;

  /**
   * Of these vectors.
   *
   * @param feeds [N, D] each, by the names of the step's outputs
   */
  public LossDefinition(Map<String, TensorData> feeds) {
    this.feeds = feeds;
  }

  /**
   * {@return {@code w (a foreground + (1 - a) background) + (1 - w) image}}
   *
   * @param w the weight of the masks' terms
   * @param a the weight of the foreground among them
   */
  public double total(double w, double a) {
    double total = 0;
    total += w * a == 0 ? 0 : w * a * term("foreground");
    total += w * (1 - a) == 0 ? 0 : w * (1 - a) * term("background");
    total += w == 1 ? 0 : (1 - w) * term("image");
    return total;
  }

  /**
   * {@return {@code d(p1, z2) + d(p2, z1)}}
   *
   * @param region {@code image}, {@code foreground} or {@code background}
   */
  public double term(String region) {
    return mean(region, "1", "2") + mean(region, "2", "1");
  }

  private double mean(String region, String online, String target) {
    TensorData p = feeds.get("p." + region + "." + online);
    TensorData z = feeds.get("z." + region + "." + target);
    TensorData present = feeds.get("present." + region);
    int width = p.shape().dim(1);
    double sum = 0;
    double count = 0;
    for (int n = 0; n < p.shape().dim(0); n++) {
      if (present == null || present.at(n) == 1) {
        sum += distance(row(p, n, width), row(z, n, width));
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  private static double[] row(TensorData data, int n, int width) {
    return Arrays.copyOfRange(data.toDoubles(), n * width, (n + 1) * width);
  }

  /**
   * {@return {@code 2 - 2 cos}, each vector divided by the root of {@code max(sum x^2, 1e-12)}}
   *
   * @param p [D]
   * @param z [D]
   */
  public static double distance(double[] p, double[] z) {
    double product = 0;
    double squaresP = 0;
    double squaresZ = 0;
    for (int i = 0; i < p.length; i++) {
      product += p[i] * z[i];
      squaresP += p[i] * p[i];
      squaresZ += z[i] * z[i];
    }
    return 2 - 2 * product / Math.sqrt(Math.max(squaresP, 1e-12) * Math.max(squaresZ, 1e-12));
  }
}
