package org.harl.eval.neighbours;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.harl.error.InvalidInputException;
import org.harl.eval.Confusion;

/**
 * Weighted k-nearest-neighbour classification (Wu et al. 2018, section 3.4): the k known vectors
 * with the largest cosine vote for their class with {@code exp(cosine / temperature)}. Neighbours
 * of equal cosine are taken in the order they were given; of classes with equal votes the lower
 * number wins. Results do not depend on the number of threads.
 */
public final class KnnClassifier {
  private static final int DEFAULT_NEIGHBOURS = 20;
  private static final double DEFAULT_TEMPERATURE = 0.07;

  private final NeighbourSearch search;
  private final int[] labels;
  private final int classes;
  private final int neighbours;
  private final double temperature;

  private KnnClassifier(NeighbourSearch search, int[] labels, int neighbours, double temperature) {
    this.search = search;
    this.labels = labels;
    this.neighbours = neighbours;
    this.temperature = temperature;
    classes = Arrays.stream(labels).max().orElse(0) + 1;
  }

  /**
   * {@return a classifier with k = 20 and temperature 0.07}
   *
   * @param vectors the known vectors, [n, d], in any scale
   * @param labels the class of each, from 0
   * @throws InvalidInputException if there are none, their lengths differ, or a label is negative
   */
  public static KnnClassifier of(float[][] vectors, int[] labels) {
    Vote.requireLabels(vectors, labels);
    return new KnnClassifier(
        new NeighbourSearch(vectors), labels.clone(), DEFAULT_NEIGHBOURS, DEFAULT_TEMPERATURE);
  }

  /**
   * {@return the same with another number of neighbours, at least 1; all are asked if there are
   * fewer}
   *
   * @param k at least 1; default 20
   */
  public KnnClassifier withNeighbours(int k) {
    Vote.requireNeighbours(k);
    return new KnnClassifier(search, labels, k, temperature);
  }

  /**
   * {@return the same with another temperature, above 0; infinite lets all neighbours vote alike}
   *
   * @param temperature divides the cosines before they vote; default 0.07
   */
  public KnnClassifier withTemperature(double temperature) {
    Vote.requireTemperature(temperature);
    return new KnnClassifier(search, labels, neighbours, temperature);
  }

  /**
   * {@return the class of each query}
   *
   * @param queries [n][d], in any scale
   */
  public int[] classify(float[][] queries) {
    return classify(nearest(queries));
  }

  /**
   * {@return the same for neighbours that were searched for, at least as many as this classifier
   * asks}
   *
   * @param found of one query each, the nearest first
   */
  public int[] classify(List<Neighbours> found) {
    return found.stream().mapToInt(this::vote).toArray();
  }

  /**
   * {@return the k known vectors with the largest cosine to each query}
   *
   * @param queries [n][d], in any scale
   */
  public List<Neighbours> nearest(float[][] queries) {
    int blocks = (queries.length + NeighbourSearch.QUERIES - 1) / NeighbourSearch.QUERIES;
    return IntStream.range(0, blocks)
        .parallel()
        .mapToObj(
            block -> {
              int from = block * NeighbourSearch.QUERIES;
              int to = Math.min(queries.length, from + NeighbourSearch.QUERIES);
              return search.nearest(Arrays.copyOfRange(queries, from, to), neighbours);
            })
        .flatMap(Arrays::stream)
        .map(Nearest::neighbours)
        .toList();
  }

  /**
   * {@return the share of queries whose class is found, 0..1}
   *
   * @param queries [n][d], in any scale
   * @param expected the true class of each, 0-based
   * @throws InvalidInputException if there are no queries, or not as many labels
   */
  public double accuracy(float[][] queries, int[] expected) {
    return Confusion.of(expected, classify(queries), classes(expected)).accuracy();
  }

  private int classes(int[] expected) {
    return Math.max(classes, Arrays.stream(expected).max().orElse(0) + 1);
  }

  private int vote(Neighbours nearest) {
    return Vote.of(nearest, neighbours, temperature, labels, classes);
  }
}
