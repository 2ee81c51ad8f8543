package org.harl.train.step;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.harl.mask.MaskReduction;
import org.harl.objective.Region;
import org.harl.objective.WholeNumbers;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;

/** The masks of a step's views, each read and reduced once; {@link HarlStep} names the inputs. */
final class StepMasks {
  private final Recorder recorder;
  private final MaskReduction reduction;
  private final Collection<Region> masked;
  private final Map<Integer, Map<Region, Tensor>> covers = new TreeMap<>();
  private final Map<Integer, Tensor> ids = new TreeMap<>();

  StepMasks(Recorder recorder, MaskReduction reduction, Collection<Region> regions) {
    this.recorder = recorder;
    this.reduction = reduction;
    masked = regions.stream().filter(Region::masked).toList();
  }

  /**
   * The cells of every region that is masked, [N, K, h, w].
   *
   * @param view its number, from 1
   * @param size its side in pixels
   * @param maps the view's feature maps [N, C, h, w]
   */
  Map<Region, Tensor> covers(int view, int size, Shape maps) {
    return masked.isEmpty()
        ? Map.of()
        : covers.computeIfAbsent(view, number -> record(number, size, maps));
  }

  private Map<Region, Tensor> record(int view, int size, Shape maps) {
    Shape shape = Shape.of(maps.dim(0), 1, size, size);
    Tensor mask = recorder.input(StepNames.MASK + view, ElementType.UINT8, shape);
    Map<Region, Tensor> byRegion = new LinkedHashMap<>();
    if (masked.iterator().next().labelled()) {
      masked.forEach(region -> byRegion.put(region, labelled(view, region, mask.toReal(), maps)));
      return byRegion;
    }
    Tensor cells = reduction.reduce(mask, maps.dim(2), maps.dim(3));
    masked.forEach(region -> byRegion.put(region, region.cover(cells)));
    return byRegion;
  }

  private Tensor labelled(int view, Region region, Tensor labels, Shape maps) {
    List<Tensor> cells =
        wanted(view, region, maps.dim(0)).stream()
            .map(
                label ->
                    reduction.reduce(WholeNumbers.same(labels, label), maps.dim(2), maps.dim(3)))
            .toList();
    return recorder.concat(1, cells);
  }

  /** The labels whose cells a region is made of: one for all samples, or K, each one a sample. */
  private List<Tensor> wanted(int view, Region region, int samples) {
    if (region.kind() == Region.Kind.LABEL) {
      return List.of(recorder.constant(region.number()));
    }
    Shape shape = Shape.of(samples, region.count());
    Tensor sampled = recorder.input(StepNames.IDS + view, ElementType.REAL, shape);
    ids.put(view, sampled);
    return IntStream.range(0, region.count())
        .mapToObj(k -> sampled.slice(1, k, k + 1).reshape(samples, 1, 1, 1))
        .toList();
  }

  /** The areas [N, K] of a region in every view that was read; none of the image. */
  Map<Integer, Tensor> areas(Region region) {
    Map<Integer, Tensor> areas = new TreeMap<>();
    if (region.masked()) {
      covers.forEach((view, byRegion) -> areas.put(view, Region.area(byRegion.get(region))));
    }
    return areas;
  }

  /** The labels of the K regions of a sample in each view, [N, K]; none if not sampled. */
  Map<Integer, Tensor> ids(Region region) {
    return region.kind() == Region.Kind.SAMPLED ? ids : Map.of();
  }
}
