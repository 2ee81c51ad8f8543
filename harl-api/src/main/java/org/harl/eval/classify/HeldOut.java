package org.harl.eval.classify;

import java.util.List;
import java.util.stream.IntStream;
import org.harl.draw.Draws;

/**
 * Images that are not learned from.
 *
 * @param held by image
 */
record HeldOut(boolean[] held) {
  private static final int FIFTH = 5;

  /** Every fifth image of each class, in a drawn order; none of a class of fewer. */
  static HeldOut of(int[] labels, int classes, long seed) {
    int[] seen = new int[classes];
    boolean[] held = new boolean[labels.length];
    for (int i : Draws.ofSeed(seed).fork("held out").permutation(labels.length)) {
      held[i] = ++seen[labels[i]] % FIFTH == 0;
    }
    return new HeldOut(held);
  }

  /**
   * What is held out in turn: the one fifth where each class has 5 images; of fewer as many parts
   * as the smallest class has images, each with a part of every class, in a drawn order. A class of
   * one image is always learned from. None if there are no others.
   */
  static List<HeldOut> parts(int[] labels, int classes, long seed) {
    int[] sizes = new int[classes];
    IntStream.of(labels).forEach(label -> sizes[label]++);
    int smallest = IntStream.of(sizes).filter(size -> size > 0).min().orElse(0);
    if (smallest >= FIFTH) {
      return List.of(of(labels, classes, seed));
    }
    int count = IntStream.of(sizes).filter(size -> size > 1).min().orElse(0);
    int[] order = Draws.ofSeed(seed).fork("held out").permutation(labels.length);
    return IntStream.range(0, Math.min(count, FIFTH))
        .mapToObj(part -> part(labels, sizes, order, part, Math.min(count, FIFTH)))
        .toList();
  }

  private static HeldOut part(int[] labels, int[] sizes, int[] order, int part, int parts) {
    int[] seen = new int[sizes.length];
    boolean[] held = new boolean[labels.length];
    for (int i : order) {
      held[i] = sizes[labels[i]] > 1 && seen[labels[i]]++ % parts == part;
    }
    return new HeldOut(held);
  }

  /** The images that are held out, or the others. */
  int[] indices(boolean heldOut) {
    return IntStream.range(0, held.length).filter(i -> held[i] == heldOut).toArray();
  }
}
