package org.harl.masks.superpixel;

import com.google.auto.service.AutoService;
import org.harl.mask.MaskProvider;
import org.harl.masks.pixels.Binarisation;
import org.harl.masks.pixels.UnitRange;

/**
 * {@code rbd}: robust background detection (Zhu et al., "Saliency Optimization from Robust
 * Background Detection", CVPR 2014). The more of its outline a region of even colour has on the
 * border, the more it is background; what differs from background nearby stands out; a quadratic
 * cost fits both, smoothly.
 */
@AutoService(MaskProvider.class)
public final class RobustBackgroundMasks extends SuperpixelMasks {
  private static final double REACH = 7;
  private static final double SPREAD = 0.4;
  private static final double SMOOTH = 10;
  private static final double BACKGROUND = 5;
  private static final double LEAST_SMOOTHNESS = 0.1;

  /** A provider. */
  public RobustBackgroundMasks() {}

  @Override
  public String name() {
    return "rbd";
  }

  @Override
  public double[] grades(Superpixels pixels) {
    SuperpixelGraph graph = new SuperpixelGraph(pixels);
    double[] background = background(pixels, GeodesicDistance.all(pixels, graph));
    return fit(pixels, graph, background, contrast(pixels, background));
  }

  /** How likely each part is background (equations 3 to 6). */
  private static double[] background(Superpixels pixels, double[][] geodesic) {
    double[][] alike = likeness(pixels.count(), REACH, (i, j) -> geodesic[i][j] * geodesic[i][j]);
    double[] probability = new double[pixels.count()];
    for (int i = 0; i < probability.length; i++) {
      double area = 0;
      double border = 0;
      for (int j = 0; j < probability.length; j++) {
        area += alike[i][j];
        border += pixels.atBorder(j) ? alike[i][j] : 0;
      }
      double connectivity = border / Math.sqrt(area);
      probability[i] = 1 - StrictMath.exp(-connectivity * connectivity / 2);
    }
    return probability;
  }

  private interface Square {
    double of(int i, int j);
  }

  /** {@code exp(-d^2 / 2 spread^2)}, each pair once. */
  private static double[][] likeness(int count, double spread, Square distance) {
    double[][] likeness = new double[count][count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        likeness[i][j] = StrictMath.exp(-distance.of(i, j) / (2 * spread * spread));
        likeness[j][i] = likeness[i][j];
      }
    }
    return likeness;
  }

  /** Contrast to what is likely background (equation 7), 0..1; its lower Otsu class is 0. */
  private static double[] contrast(Superpixels pixels, double[] background) {
    double[][] near = likeness(pixels.count(), SPREAD, pixels::squaredDistance);
    double[] contrast = new double[pixels.count()];
    for (int i = 0; i < contrast.length; i++) {
      for (int j = 0; j < contrast.length; j++) {
        contrast[i] += pixels.colourDistance(i, j) * near[i][j] * background[j];
      }
    }
    UnitRange.stretch(contrast);
    byte[] grey = new byte[contrast.length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) Math.round(contrast[i] * 255);
    }
    int threshold = Binarisation.otsu(grey);
    for (int i = 0; i < grey.length; i++) {
      contrast[i] = (grey[i] & 0xff) <= threshold ? 0 : contrast[i];
    }
    return contrast;
  }

  /** The least of equation 9. */
  private static double[] fit(
      Superpixels pixels, SuperpixelGraph graph, double[] background, double[] foreground) {
    int count = pixels.count();
    double[][] matrix = new double[count][count];
    for (int i = 0; i < count; i++) {
      int from = i;
      graph.near(i).stream()
          .forEach(
              j -> {
                double d = pixels.colourDistance(from, j);
                double weight = StrictMath.exp(-d * d / (2 * SMOOTH * SMOOTH)) + LEAST_SMOOTHNESS;
                matrix[from][j] -= weight;
                matrix[from][from] += weight;
              });
      matrix[i][i] += BACKGROUND * background[i] + foreground[i] + 1e-9;
    }
    return new SymmetricSystem(matrix).solve(foreground);
  }
}
