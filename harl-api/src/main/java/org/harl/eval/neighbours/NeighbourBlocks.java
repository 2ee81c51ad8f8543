package org.harl.eval.neighbours;

import java.util.Arrays;
import org.harl.error.InvalidInputException;

/**
 * Nearest neighbours among known vectors that come in blocks and are not kept: what is found, to
 * the bit, is what {@link KnnClassifier} finds among all of them together in the same order. Memory
 * holds the queries, k neighbours of each, a label for each known vector, and one block. For one
 * thread.
 *
 * <pre>{@code
 * NeighbourBlocks found = new NeighbourBlocks(queries, 20);
 * for (Block block : blocks) {
 *   found.add(block.vectors(), block.labels());
 * }
 * int[] classes = found.classify(20, 0.07);
 * }</pre>
 */
public final class NeighbourBlocks {
  private final float[][] queries;
  private final int most;
  private final Nearest[] nearest;
  private int[] labels = new int[0];
  private int known;
  private int classes = 1;

  /**
   * No neighbours so far.
   *
   * @param queries [n][d], in any scale; not copied
   * @param k neighbours that are kept of each, at least 1
   * @throws InvalidInputException if k is less than 1
   */
  public NeighbourBlocks(float[][] queries, int k) {
    Vote.requireNeighbours(k);
    this.queries = queries;
    most = k;
    nearest = new Nearest[queries.length];
    Arrays.setAll(nearest, q -> new Nearest(k));
  }

  /**
   * Looks for neighbours in the next known vectors.
   *
   * @param vectors [m][d], in any scale
   * @param labels the class of each, from 0
   * @throws InvalidInputException if there are none, their lengths differ from the queries', or a
   *     label is negative
   */
  public void add(float[][] vectors, int[] labels) {
    Vote.requireLabels(vectors, labels);
    new NeighbourSearch(vectors).offer(queries, nearest, known);
    int all = Math.addExact(known, labels.length);
    if (all > this.labels.length) {
      this.labels = Arrays.copyOf(this.labels, Math.max(all, known + known / 2));
    }
    System.arraycopy(labels, 0, this.labels, known, labels.length);
    known = all;
    classes = Math.max(classes, Arrays.stream(labels).max().orElse(0) + 1);
  }

  /**
   * {@return the class of each query by the vectors so far}
   *
   * @param k neighbours that vote, 1 to the number that is kept; all do if there are fewer
   * @param temperature above 0; infinite lets all neighbours vote alike
   * @throws InvalidInputException if one is out of range, or there are no known vectors
   */
  public int[] classify(int k, double temperature) {
    Vote.requireNeighbours(k);
    Vote.requireTemperature(temperature);
    if (k > most || known == 0) {
      throw new InvalidInputException(
          "kNN: " + k + " neighbours of " + most + " kept, among " + known + " known vectors");
    }
    return Arrays.stream(nearest)
        .mapToInt(found -> Vote.of(found.neighbours(), k, temperature, labels, classes))
        .toArray();
  }
}
