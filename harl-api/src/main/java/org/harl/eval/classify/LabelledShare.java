package org.harl.eval.classify;

import java.util.stream.IntStream;
import org.harl.draw.Draws;
import org.harl.error.InvalidInputException;

/** The images whose labels the semi-supervised protocol knows. */
public final class LabelledShare {
  private LabelledShare() {}

  /**
   * The same share of every class, drawn; at least one image of each. A smaller share of the same
   * seed is part of a larger one.
   *
   * @param labels the class of each image, 0-based
   * @param classes how many there are
   * @param share in (0, 1]
   * @param seed draws which; the same draws the same
   * @return indices of the images, ascending
   * @throws InvalidInputException if the share is not in its range
   */
  public static int[] of(int[] labels, int classes, double share, long seed) {
    if (!(share > 0 && share <= 1)) {
      throw new InvalidInputException("labelled share: must be in (0, 1], got " + share);
    }
    int[] sizes = new int[classes];
    for (int label : labels) {
      sizes[label]++;
    }
    int[] taken = new int[classes];
    boolean[] chosen = new boolean[labels.length];
    for (int i : Draws.ofSeed(seed).fork("labelled").permutation(labels.length)) {
      int c = labels[i];
      chosen[i] = taken[c] < Math.max(1, Math.round(share * sizes[c]));
      taken[c] += chosen[i] ? 1 : 0;
    }
    return IntStream.range(0, labels.length).filter(i -> chosen[i]).toArray();
  }
}
