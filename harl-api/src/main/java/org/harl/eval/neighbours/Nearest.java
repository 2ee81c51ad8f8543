package org.harl.eval.neighbours;

import java.util.Arrays;

/** The k largest cosines seen so far, largest first; of equal ones the first seen. */
final class Nearest {
  private final float[] cosines;
  private final int[] indices;
  private int count;

  Nearest(int k) {
    cosines = new float[k];
    indices = new int[k];
  }

  void offer(int index, float cosine) {
    if (count == cosines.length && !(cosine > cosines[count - 1])) {
      return;
    }
    int place = count < cosines.length ? count++ : count - 1;
    while (place > 0 && cosine > cosines[place - 1]) {
      cosines[place] = cosines[place - 1];
      indices[place] = indices[place - 1];
      place--;
    }
    cosines[place] = cosine;
    indices[place] = index;
  }

  Neighbours neighbours() {
    return new Neighbours(Arrays.copyOf(indices, count), Arrays.copyOf(cosines, count));
  }
}
