package org.harl.objective;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.harl.trace.Shape;
import org.harl.trace.ShapeException;
import org.harl.trace.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How the feature cells h [N, C, H, W] of a region with mask m [N, 1, H, W] become one vector a
 * sample [N, C]. The image's vector is the mean of all cells under every variant.
 */
public enum RegionPooling {
  /** {@code sum(h m) / max(sum(m), 1)}: the mean over the region's cells, zero if it has none. */
  AREA {
    @Override
    Tensor divisor(Tensor area, int cells) {
      return area.maximum(1);
    }
  },
  /** {@code sum(h m) / (H W)}: the mean over all cells (the authors' TensorFlow code). */
  CELLS {
    @Override
    Tensor divisor(Tensor area, int cells) {
      return area.recorder().constant(cells);
    }
  },
  /** {@code sum(h m) / (sum(m) + 1)} (the authors' PyTorch code). */
  AREA_PLUS_ONE {
    @Override
    Tensor divisor(Tensor area, int cells) {
      return area.add(1);
    }
  };

  abstract Tensor divisor(Tensor area, int cells);

  /**
   * Records the pooling of several regions as one matrix product.
   *
   * @param features feature maps [N, C, H, W]
   * @param mask foreground cells [N, 1, H, W]; the background is 1 - mask. May be null if no region
   *     is masked
   * @param regions what to pool
   * @return a vector [N, C] a sample for each region
   */
  public Map<Region, Tensor> pool(
      Tensor features, @Nullable Tensor mask, Collection<Region> regions) {
    Shape shape = features.shape();
    int cells = shape.dim(2) * shape.dim(3);
    int samples = shape.dim(0);
    int channels = shape.dim(1);
    Map<Region, Tensor> pooled = new EnumMap<>(Region.class);
    if (regions.stream().noneMatch(Region::masked)) {
      regions.forEach(r -> pooled.put(r, features.mean(2, 3).reshape(samples, channels)));
      return pooled;
    }
    Tensor cover = checked(features, mask);
    List<Tensor> rows = regions.stream().map(region -> shares(region, cover)).toList();
    Tensor byCell = features.transpose(0, 2, 3, 1).reshape(samples, cells, channels);
    Tensor sums = features.recorder().concat(1, rows).matmul(byCell);
    for (Region region : regions) {
      int row = pooled.size();
      pooled.put(region, sums.slice(1, row, row + 1).reshape(samples, channels));
    }
    return pooled;
  }

  /** The share of every cell in the region's vector, [N, 1, cells]. */
  private Tensor shares(Region region, Tensor mask) {
    int cells = mask.shape().dim(2) * mask.shape().dim(3);
    Tensor cover = region.cover(mask);
    Tensor shares =
        region.masked()
            ? cover.divide(divisor(cover.sum(2, 3), cells))
            : cover.multiply(1.0 / cells);
    return shares.reshape(mask.shape().dim(0), 1, cells);
  }

  private static Tensor checked(Tensor features, @Nullable Tensor mask) {
    Shape wanted = features.shape().with(1, 1);
    if (mask == null || !mask.shape().equals(wanted)) {
      throw new ShapeException(
          "region pooling: feature maps "
              + features.shape()
              + " need masks "
              + wanted
              + ", got "
              + (mask == null ? "none" : mask.shape()));
    }
    return mask;
  }
}
