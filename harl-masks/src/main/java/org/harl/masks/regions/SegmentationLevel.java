package org.harl.masks.regions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harl.image.Image;
import org.harl.masks.pixels.PixelEdges;
import org.harl.masks.pixels.Segmentation;

/**
 * How finely an image is segmented.
 *
 * @param sigma of the Gaussian before, pixels
 * @param k the larger, the larger the regions
 * @param least pixels of a region
 */
public record SegmentationLevel(double sigma, int k, int least) {
  /** The fifteen levels of DRFI. */
  static final List<SegmentationLevel> ALL =
      List.of(
          new SegmentationLevel(.8, 100, 150),
          new SegmentationLevel(.8, 400, 300),
          new SegmentationLevel(.9, 200, 200),
          new SegmentationLevel(.9, 100, 200),
          new SegmentationLevel(.8, 300, 150),
          new SegmentationLevel(1, 200, 150),
          new SegmentationLevel(.9, 300, 300),
          new SegmentationLevel(1, 100, 150),
          new SegmentationLevel(1, 500, 300),
          new SegmentationLevel(.9, 200, 300),
          new SegmentationLevel(.8, 600, 200),
          new SegmentationLevel(1, 600, 300),
          new SegmentationLevel(.8, 200, 150),
          new SegmentationLevel(1, 500, 200),
          new SegmentationLevel(.8, 400, 150));

  private record Evenness(double sigma, int k) {}

  /**
   * The segmentations of all levels; edges are sorted once for a sigma, and even regions joined
   * once for a sigma and k.
   */
  public static List<Segmentation> segmentations(Image image) {
    Map<Double, PixelEdges> edges = new HashMap<>();
    Map<Evenness, EvenRegions> even = new HashMap<>();
    List<Segmentation> levels = new ArrayList<>();
    for (SegmentationLevel level : ALL) {
      PixelEdges sorted = edges.computeIfAbsent(level.sigma, sigma -> PixelEdges.of(image, sigma));
      EvenRegions joined =
          even.computeIfAbsent(
              new Evenness(level.sigma, level.k), of -> new EvenRegions(sorted, of.k));
      levels.add(joined.ofAtLeast(level.least));
    }
    return levels;
  }
}
