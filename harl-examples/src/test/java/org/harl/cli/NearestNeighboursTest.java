package org.harl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
  private static final float[][] KNOWN = {{1, 0}, {2, 0.5f}, {0, 1}, {0.25f, 4}};
  private static final int[] LABELS = {0, 0, 1, 1};

  @Test
  void knownVectorsAreTheirOwnNeighbours() {
    assertThat(NearestNeighbours.accuracy(KNOWN, LABELS, KNOWN, LABELS)).isEqualTo(1);
  }

  @Test
  void lengthDoesNotMatter() {
    float[][] queries = {{100, 1}, {1, 100}, {0, 1e-3f}, {0, 1}};
    int[] expected = {0, 1, 1, 0};
    assertThat(NearestNeighbours.accuracy(KNOWN, LABELS, queries, expected)).isEqualTo(0.75);
  }
}
