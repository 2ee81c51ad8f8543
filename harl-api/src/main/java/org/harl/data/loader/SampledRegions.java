package org.harl.data.loader;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.harl.draw.Draws;
import org.harl.image.LabelMap;

/**
 * Which of a view's regions are compared (Hénaff et al. 2021, arXiv 2103.10957, section 3.1): K of
 * those that have a pixel in the view, all alike likely. Where there are K or more, none comes
 * twice; where there are fewer, all come and the rest are drawn again.
 */
final class SampledRegions {
  /** Of a view that has no region. */
  private static final int NONE = -1;

  private SampledRegions() {}

  /**
   * The labels that are sampled.
   *
   * @param draws of the view
   * @param view its map of labels, {@code pixels} bytes from {@code offset} on
   * @param count K
   */
  static int[] of(Draws draws, ByteBuffer view, int offset, int pixels, int count) {
    int[] there = labels(view, offset, pixels);
    int[] order = draws.permutation(there.length);
    Draws again = draws.fork("again");
    return IntStream.range(0, count)
        .map(i -> i < order.length ? order[i] : again.below(i, Math.max(1, order.length)))
        .map(place -> there.length == 0 ? NONE : there[place])
        .toArray();
  }

  private static int[] labels(ByteBuffer view, int offset, int pixels) {
    boolean[] there = new boolean[LabelMap.NONE + 1];
    for (int i = 0; i < pixels; i++) {
      there[view.get(offset + i) & 0xff] = true;
    }
    return IntStream.range(0, LabelMap.NONE).filter(label -> there[label]).toArray();
  }
}
