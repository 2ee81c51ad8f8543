package org.harl.eval.neighbours;

import java.util.Arrays;
import org.harl.error.InvalidInputException;

/**
 * Cosines of queries with many known vectors, by exhaustive search. The known vectors lie
 * transposed in blocks, so that the inner loop adds along them and the compiler can vectorise it; a
 * block serves several queries while it is in the cache.
 */
final class NeighbourSearch {
  /** How many queries are searched for together. */
  static final int QUERIES = 16;

  private static final int BLOCK = 256;

  private final int size;
  private final int width;
  private final float[][] blocks;

  NeighbourSearch(float[][] vectors) {
    size = vectors.length;
    width = vectors[0].length;
    blocks = new float[(size + BLOCK - 1) / BLOCK][width * BLOCK];
    for (int i = 0; i < size; i++) {
      float[] unit = unit(vectors[i]);
      for (int j = 0; j < width; j++) {
        blocks[i / BLOCK][j * BLOCK + i % BLOCK] = unit[j];
      }
    }
  }

  Nearest[] nearest(float[][] queries, int k) {
    Nearest[] nearest = new Nearest[queries.length];
    Arrays.setAll(nearest, q -> new Nearest(Math.min(k, size)));
    offer(queries, nearest, 0);
    return nearest;
  }

  /**
   * Offers all known vectors to what has been found for each query.
   *
   * @param first the index that the first known vector is offered by
   */
  void offer(float[][] queries, Nearest[] nearest, int first) {
    float[][] units = new float[queries.length][];
    Arrays.setAll(units, q -> unit(queries[q]));
    float[] cosines = new float[BLOCK];
    for (int b = 0; b < blocks.length; b++) {
      int held = Math.min(BLOCK, size - b * BLOCK);
      for (int q = 0; q < queries.length; q++) {
        products(blocks[b], units[q], cosines);
        for (int i = 0; i < held; i++) {
          nearest[q].offer(first + b * BLOCK + i, cosines[i]);
        }
      }
    }
  }

  private static void products(float[] block, float[] query, float[] sums) {
    Arrays.fill(sums, 0);
    for (int j = 0; j < query.length; j++) {
      float x = query[j];
      int row = j * BLOCK;
      for (int i = 0; i < BLOCK; i++) {
        sums[i] += x * block[row + i];
      }
    }
  }

  /** The vector's direction; a zero vector stays zero. */
  private float[] unit(float[] vector) {
    if (vector.length != width) {
      throw new InvalidInputException(
          "kNN: vectors must have equal lengths, got [" + width + "] and [" + vector.length + "]");
    }
    double sum = 0;
    for (float x : vector) {
      sum += (double) x * x;
    }
    float scale = (float) (1 / Math.sqrt(Math.max(sum, 1e-12)));
    float[] unit = new float[width];
    for (int i = 0; i < width; i++) {
      unit[i] = vector[i] * scale;
    }
    return unit;
  }
}
