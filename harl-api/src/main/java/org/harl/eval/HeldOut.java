package org.harl.eval;

import java.util.stream.IntStream;
import org.harl.augment.Draws;

/**
 * Every fifth image of each class, in a drawn order; none of a class of fewer.
 *
 * @param held by image
 */
record HeldOut(boolean[] held) {
  private static final int FIFTH = 5;

  static HeldOut of(int[] labels, int classes, long seed) {
    int[] seen = new int[classes];
    boolean[] held = new boolean[labels.length];
    for (int i : Draws.ofSeed(seed).fork("held out").permutation(labels.length)) {
      held[i] = ++seen[labels[i]] % FIFTH == 0;
    }
    return new HeldOut(held);
  }

  /** The images that are held out, or the others. */
  int[] indices(boolean heldOut) {
    return IntStream.range(0, held.length).filter(i -> held[i] == heldOut).toArray();
  }
}
