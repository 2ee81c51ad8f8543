package org.harl.masks.superpixel;

import java.util.BitSet;

/** Which superpixels lie side by side, and how alike those near each other are. */
final class SuperpixelGraph {
  private final Superpixels pixels;
  private final BitSet[] beside;

  /** The graph of an image. */
  SuperpixelGraph(Superpixels pixels) {
    this.pixels = pixels;
    beside = new BitSet[pixels.count()];
    for (int part = 0; part < beside.length; part++) {
      beside[part] = new BitSet(beside.length);
    }
    int[] labels = pixels.parts().labels();
    for (int i = 0; i < labels.length; i++) {
      if ((i + 1) % pixels.width() != 0) {
        link(labels[i], labels[i + 1]);
      }
      if (i + pixels.width() < labels.length) {
        link(labels[i], labels[i + pixels.width()]);
      }
    }
  }

  private void link(int a, int b) {
    if (a != b) {
      beside[a].set(b);
      beside[b].set(a);
    }
  }

  /** The parts that touch a part. */
  BitSet beside(int part) {
    return beside[part];
  }

  /** The parts that touch a part, or touch one that does. */
  BitSet near(int part) {
    BitSet near = (BitSet) beside[part].clone();
    beside[part].stream().forEach(other -> near.or(beside[other]));
    near.clear(part);
    return near;
  }

  /**
   * Affinities: {@code exp(-d / scale)} of parts that are near each other, and of all pairs at the
   * border, d their distance in colour as a share of the largest; 0 for others (Yang et al., CVPR
   * 2013, section 4.1).
   *
   * @return [parts][parts], symmetric
   */
  double[][] affinities(double scale) {
    int count = pixels.count();
    double[][] affinity = new double[count][count];
    double farthest = 1e-6;
    for (int a = 0; a < count; a++) {
      BitSet linked = linked(a);
      for (int b = linked.nextSetBit(0); b >= 0; b = linked.nextSetBit(b + 1)) {
        affinity[a][b] = pixels.colourDistance(a, b);
        farthest = Math.max(farthest, affinity[a][b]);
      }
    }
    for (int a = 0; a < count; a++) {
      BitSet linked = linked(a);
      for (int b = linked.nextSetBit(0); b >= 0; b = linked.nextSetBit(b + 1)) {
        affinity[a][b] = StrictMath.exp(-affinity[a][b] / (farthest * scale));
      }
    }
    return affinity;
  }

  private BitSet linked(int a) {
    BitSet linked = near(a);
    for (int b = 0; pixels.atBorder(a) && b < pixels.count(); b++) {
      if (b != a && pixels.atBorder(b)) {
        linked.set(b);
      }
    }
    return linked;
  }
}
