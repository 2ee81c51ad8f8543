package org.harl.objective;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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
   * Records the pooling of the image, foreground and background as one matrix product.
   *
   * @param features feature maps [N, C, H, W]
   * @param mask foreground cells [N, 1, H, W]; the background is 1 - mask. May be null if no region
   *     is masked
   * @param regions what to pool
   * @return a vector [N, C] a sample for each region
   */
  public Map<Region, Tensor> pool(
      Tensor features, @Nullable Tensor mask, Collection<Region> regions) {
    Map<Region, Tensor> covers = new LinkedHashMap<>();
    regions.stream()
        .filter(Region::masked)
        .forEach(region -> covers.put(region, region.cover(checked(features, mask))));
    return pool(features, regions, covers);
  }

  /**
   * Records the pooling of any regions as one matrix product [rows, H W] x [H W, C].
   *
   * @param features feature maps [N, C, H, W]
   * @param regions what to pool
   * @param covers the cells of each that is {@linkplain Region#masked masked}, [N, K, H, W], K
   *     being {@link Region#count}
   * @return K vectors a sample for each region, [N K, C], a sample's one after the other
   */
  public Map<Region, Tensor> pool(
      Tensor features, Collection<Region> regions, Map<Region, Tensor> covers) {
    Shape shape = features.shape();
    int cells = shape.dim(2) * shape.dim(3);
    int samples = shape.dim(0);
    int channels = shape.dim(1);
    Map<Region, Tensor> pooled = new LinkedHashMap<>();
    if (covers.isEmpty()) {
      regions.forEach(r -> pooled.put(r, features.mean(2, 3).reshape(samples, channels)));
      return pooled;
    }
    Tensor whole = features.recorder().constant(1).broadcastTo(shape.with(1, 1));
    List<Tensor> rows = new ArrayList<>();
    regions.forEach(region -> rows.add(shares(region, covers.getOrDefault(region, whole))));
    Tensor byCell = features.transpose(0, 2, 3, 1).reshape(samples, cells, channels);
    Tensor sums = features.recorder().concat(1, rows).matmul(byCell);
    int row = 0;
    for (Region region : regions) {
      int next = row + region.count();
      pooled.put(region, sums.slice(1, row, next).reshape(samples * region.count(), channels));
      row = next;
    }
    return pooled;
  }

  /** The share of every cell in each of the region's vectors, [N, K, cells]. */
  private Tensor shares(Region region, Tensor cover) {
    Shape shape = cover.shape();
    int cells = shape.dim(2) * shape.dim(3);
    Tensor shares =
        region.masked()
            ? cover.divide(divisor(cover.sum(2, 3), cells))
            : cover.multiply(1.0 / cells);
    return shares.reshape(shape.dim(0), shape.dim(1), cells);
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
