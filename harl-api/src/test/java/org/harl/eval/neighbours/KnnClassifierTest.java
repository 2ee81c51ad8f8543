package org.harl.eval.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.Test;

class KnnClassifierTest {
  private static final float[][] KNOWN = {{1, 0}, {0, 2}, {3, 3}, {-1, 0}};
  private static final int[] LABELS = {0, 1, 1, 2};

  @Test
  void nearestDirectionDecidesWhateverTheLength() {
    KnnClassifier classifier = KnnClassifier.of(KNOWN, LABELS).withNeighbours(1);
    assertThat(classifier.classify(new float[][] {{9, 1}, {.1f, .5f}, {-4, .1f}, {1, 1.1f}}))
        .containsExactly(0, 1, 2, 1);
  }

  @Test
  void manyFarNeighboursOutvoteANearOneOnlyAtAHighTemperature() {
    // cosines with (1, 0.3): .958 for class 0; .287 and .880 for class 1
    KnnClassifier classifier = KnnClassifier.of(KNOWN, LABELS).withNeighbours(3);
    float[][] query = {{1, .3f}};
    assertThat(classifier.withTemperature(.07).classify(query)).containsExactly(0);
    assertThat(classifier.withTemperature(10).classify(query)).containsExactly(1);
  }

  @Test
  void lowerClassWinsWhereVotesAreEqual() {
    float[][] known = {{0, 1}, {1, 0}};
    KnnClassifier classifier = KnnClassifier.of(known, new int[] {1, 0});
    assertThat(classifier.classify(new float[][] {{1, 1}})).containsExactly(0);
  }

  @Test
  void lowTemperatureDoesNotOverflow() {
    KnnClassifier classifier = KnnClassifier.of(KNOWN, LABELS).withTemperature(1e-4);
    assertThat(classifier.classify(new float[][] {{1, .1f}})).containsExactly(0);
  }

  @Test
  void neighboursAreTheSameAsASortOfAllCosinesFinds() {
    float[][] known = new float[700][5];
    int[] labels = new int[700];
    for (int i = 0; i < known.length; i++) {
      for (int j = 0; j < 5; j++) {
        known[i][j] = (i * 31 + j * 17 + i * j * 7) % 101 - 50;
      }
      labels[i] = i;
    }
    KnnClassifier classifier = KnnClassifier.of(known, labels).withNeighbours(1);
    float[][] queries = new float[40][];
    int[] expected = new int[40];
    for (int q = 0; q < queries.length; q++) {
      queries[q] = new float[] {q - 20, 3, q % 7 - 3, 1, -2};
      expected[q] = nearestByAllCosines(known, queries[q]);
    }
    assertThat(classifier.classify(queries)).containsExactly(expected);
  }

  private static int nearestByAllCosines(float[][] known, float[] query) {
    int best = 0;
    double largest = -2;
    for (int i = 0; i < known.length; i++) {
      double dot = 0;
      double length = 0;
      for (int j = 0; j < query.length; j++) {
        dot += (double) known[i][j] * query[j];
        length += (double) known[i][j] * known[i][j];
      }
      double cosine = dot / Math.sqrt(length);
      if (cosine > largest + 1e-6 * Math.abs(largest)) {
        largest = cosine;
        best = i;
      }
    }
    return best;
  }

  @Test
  void accuracyIsTheShareOfRightClasses() {
    KnnClassifier classifier = KnnClassifier.of(KNOWN, LABELS).withNeighbours(1);
    assertThat(classifier.accuracy(new float[][] {{1, 0}, {0, 1}}, new int[] {0, 2})).isEqualTo(.5);
  }

  @Test
  void inputThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> KnnClassifier.of(KNOWN, new int[] {1}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("kNN: needs known vectors and a label for each, got 4 vectors and 1 labels");
    KnnClassifier classifier = KnnClassifier.of(KNOWN, LABELS);
    assertThatThrownBy(() -> classifier.withNeighbours(0))
        .hasMessage("kNN: neighbours must be at least 1, got 0");
    assertThatThrownBy(() -> classifier.withTemperature(0))
        .hasMessage("kNN: temperature must be above 0, got 0.0");
    assertThatThrownBy(() -> classifier.classify(new float[][] {{1}}))
        .hasMessage("kNN: vectors must have equal lengths, got [2] and [1]");
  }
}
