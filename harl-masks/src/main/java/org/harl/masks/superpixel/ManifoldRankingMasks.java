package org.harl.masks.superpixel;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import org.harl.mask.MaskProvider;
import org.harl.masks.pixels.UnitRange;

/**
 * {@code mr}: graph-based manifold ranking (Yang et al., CVPR 2013). Superpixels are ranked by how
 * closely a graph of like colours joins them to each of the four borders; what ranks low stands
 * out; a second ranking starts from what stood out.
 */
@AutoService(MaskProvider.class)
public final class ManifoldRankingMasks extends SuperpixelMasks {
  private static final double SCALE = 0.1;
  private static final double ALPHA = 0.99;

  /** A provider. */
  public ManifoldRankingMasks() {}

  @Override
  public String name() {
    return "mr";
  }

  @Override
  public double[] grades(Superpixels pixels) {
    SymmetricSystem system = system(new SuperpixelGraph(pixels).affinities(SCALE));
    double[] own = system.inverseDiagonal();
    double[] product = new double[pixels.count()];
    Arrays.fill(product, 1);
    for (int side = 0; side < Superpixels.SIDES; side++) {
      double[] query = new double[product.length];
      for (int part = 0; part < query.length; part++) {
        query[part] = pixels.sides()[part] >> side & 1;
      }
      double[] near = UnitRange.stretch(ranked(system, own, query));
      for (int part = 0; part < product.length; part++) {
        product[part] *= 1 - near[part];
      }
    }
    double mean = Arrays.stream(product).average().orElse(0);
    return ranked(system, own, Arrays.stream(product).map(v -> v >= mean ? 1 : 0).toArray());
  }

  /** For each part, what the others that were asked for give it. */
  private static double[] ranked(SymmetricSystem system, double[] own, double[] query) {
    double[] ranks = system.solve(query);
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] -= own[i] * query[i];
    }
    return ranks;
  }

  /** {@code D - alpha W}, whose inverse ranks (equation 3). */
  private static SymmetricSystem system(double[][] affinity) {
    double[][] matrix = new double[affinity.length][affinity.length];
    for (int i = 0; i < matrix.length; i++) {
      double degree = 1e-9;
      for (int j = 0; j < matrix.length; j++) {
        matrix[i][j] = -ALPHA * affinity[i][j];
        degree += affinity[i][j];
      }
      matrix[i][i] = degree;
    }
    return new SymmetricSystem(matrix);
  }
}
