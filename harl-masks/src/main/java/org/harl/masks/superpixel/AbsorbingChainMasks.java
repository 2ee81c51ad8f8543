package org.harl.masks.superpixel;

import com.google.auto.service.AutoService;
import org.harl.mask.MaskProvider;

/**
 * {@code mc}: absorbing Markov chain (Jiang et al., "Saliency Detection via Absorbing Markov
 * Chain", ICCV 2013). A walk over superpixels prefers like colours and ends at the border; a part
 * from which it takes long stands out.
 */
@AutoService(MaskProvider.class)
public final class AbsorbingChainMasks extends SuperpixelMasks {
  private static final double SCALE = 0.1;

  /** A provider. */
  public AbsorbingChainMasks() {}

  @Override
  public String name() {
    return "mc";
  }

  /** The mean number of steps: {@code (D - W) t = D 1}, D with the ways out. */
  @Override
  public double[] grades(Superpixels pixels) {
    SuperpixelGraph graph = new SuperpixelGraph(pixels);
    double[][] affinity = graph.affinities(SCALE);
    double[][] matrix = new double[affinity.length][affinity.length];
    double[] degrees = new double[affinity.length];
    for (int i = 0; i < matrix.length; i++) {
      boolean border = pixels.atBorder(i);
      double degree = border ? 2 : 1; // a step may stay; at the border it may leave at once
      for (int j = 0; j < matrix.length; j++) {
        if (!border || !pixels.atBorder(j)) {
          matrix[i][j] = -affinity[i][j];
          degree += affinity[i][j];
        }
        degree += pixels.atBorder(j) ? affinity[i][j] : 0;
      }
      degrees[i] = degree;
      matrix[i][i] += degree - 1;
    }
    return new SymmetricSystem(matrix).solve(degrees);
  }
}
