package org.harl.eval.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourBlocksTest {
  private final Random random = new Random(3);

  /** Of few values, so that many cosines are equal. */
  private float[][] vectors(int count) {
    float[][] vectors = new float[count][3];
    for (float[] vector : vectors) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = random.nextInt(4) - 1.5f;
      }
    }
    return vectors;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 256, 600, 1000})
  void blocksFindWhatASearchOfAllFindsTiesIncluded(int block) {
    float[][] known = vectors(600);
    int[] labels = random.ints(known.length, 0, 5).toArray();
    float[][] queries = vectors(50);
    KnnClassifier all = KnnClassifier.of(known, labels);
    NeighbourBlocks blocks = new NeighbourBlocks(queries, 30);
    for (int from = 0; from < known.length; from += block) {
      int to = Math.min(known.length, from + block);
      blocks.add(Arrays.copyOfRange(known, from, to), Arrays.copyOfRange(labels, from, to));
    }
    for (int k : new int[] {1, 5, 30}) {
      for (double temperature : new double[] {.07, Double.POSITIVE_INFINITY}) {
        assertThat(blocks.classify(k, temperature))
            .containsExactly(all.withNeighbours(k).withTemperature(temperature).classify(queries));
      }
    }
  }

  @Test
  void moreNeighboursThanAreKeptAreRefused() {
    NeighbourBlocks blocks = new NeighbourBlocks(vectors(2), 3);
    assertThatThrownBy(() -> blocks.classify(1, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("among 0 known");
    blocks.add(vectors(5), new int[5]);
    assertThat(blocks.classify(3, 1)).containsExactly(0, 0);
    assertThatThrownBy(() -> blocks.classify(4, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("4 neighbours of 3 kept");
  }
}
