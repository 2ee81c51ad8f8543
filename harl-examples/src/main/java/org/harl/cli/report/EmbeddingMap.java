package org.harl.cli.report;

import de.javagl.tsne.Tsne;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Features of images as points of a plane, by principal components and by Barnes-Hut t-SNE (van der
 * Maaten 2014).
 */
final class EmbeddingMap {
  private static final double PERPLEXITY = 20;
  private static final int INITIAL_DIMENSIONS = 30;
  private static final int ITERATIONS = 500;
  private static final int FEWEST = 4;

  /** What float32 and the sums of a mean leave of features that are the same. */
  private static final double ROUNDING = 1e-5;

  private final double[][] components;
  private final boolean same;

  /**
   * Finds the principal components.
   *
   * @param features [N][D]
   */
  EmbeddingMap(float[][] features) {
    components = components(features);
    double least = ROUNDING * largest(features);
    same = Arrays.stream(components).allMatch(row -> Math.abs(row[0]) <= least);
  }

  /** Where the first two principal components have the images, [N][2 or more]. */
  double[][] principalComponents() {
    return components;
  }

  /**
   * Where t-SNE has them, [N][2], which starts from the first 30 principal components; always the
   * same. None for fewer than 4 images, as each needs three neighbours, nor where all features are
   * the same.
   */
  Optional<double[][]> neighbourhoods() {
    int points = components.length;
    if (points < FEWEST || same) {
      return Optional.empty();
    }
    int dimensions = Math.min(INITIAL_DIMENSIONS, points - 1);
    double[][] start =
        Arrays.stream(components)
            .map(row -> Arrays.copyOf(row, dimensions))
            .toArray(double[][]::new);
    Tsne tsne = new Tsne();
    tsne.setRandomSeed(0);
    tsne.setMaxIterations(ITERATIONS);
    tsne.setPerplexity(Math.max(1, Math.min(PERPLEXITY, (points - 1) / 4.0)));
    tsne.setMessageConsumer(null);
    tsne.setInitialDims(dimensions);
    return Optional.of(tsne.run(start));
  }

  /** Coordinates along the components, from the Gram matrix: images are fewer than features. */
  private static double[][] components(float[][] features) {
    int n = features.length;
    RealMatrix centred = centred(features);
    EigenDecomposition gram = new EigenDecomposition(centred.multiply(centred.transpose()));
    double[][] coordinates = new double[n][INITIAL_DIMENSIONS];
    for (int c = 0; c < Math.min(INITIAL_DIMENSIONS, n); c++) {
      double scale = Math.sqrt(Math.max(0, gram.getRealEigenvalue(c)));
      double[] vector = gram.getEigenvector(c).toArray();
      for (int i = 0; i < n; i++) {
        coordinates[i][c] = scale * vector[i];
      }
    }
    return coordinates;
  }

  private static double largest(float[][] features) {
    return Arrays.stream(features)
        .flatMapToDouble(row -> IntStream.range(0, row.length).mapToDouble(d -> Math.abs(row[d])))
        .max()
        .orElse(0);
  }

  private static RealMatrix centred(float[][] features) {
    int n = features.length;
    int width = features[0].length;
    double[][] rows = new double[n][width];
    for (int d = 0; d < width; d++) {
      double mean = 0;
      for (float[] row : features) {
        mean += row[d] / (double) n;
      }
      for (int i = 0; i < n; i++) {
        rows[i][d] = features[i][d] - mean;
      }
    }
    return MatrixUtils.createRealMatrix(rows);
  }
}
