package org.harl.masks.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.Test;

class RegionForestTest {
  private static final int ROWS = 1000;

  private final float[][] rows = new float[ROWS][RegionFeatures.SIZE];
  private final byte[] labels = new byte[ROWS];

  /** Rows of noise of which feature 5 decides, and feature 9 where that is small. */
  RegionForestTest() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < ROWS; i++) {
      for (int f = 0; f < RegionFeatures.SIZE; f++) {
        rows[i][f] = (float) random.nextDouble();
      }
      labels[i] = label(rows[i]);
    }
  }

  private static byte label(float[] row) {
    return (byte) (row[5] > 0.6 || row[5] < 0.2 && row[9] > 0.5 ? 1 : 0);
  }

  private RegionForest trained() {
    return ForestTrainer.train(rows, labels, 40, 4, 1);
  }

  private static byte[] bytes(RegionForest forest) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    forest.write(out);
    return out.toByteArray();
  }

  @Test
  void whatDecidesIsLearnt() {
    SplittableRandom random = new SplittableRandom(4);
    RegionForest forest = trained();
    int right = 0;
    for (int i = 0; i < 200; i++) {
      float[] row = new float[RegionFeatures.SIZE];
      for (int f = 0; f < row.length; f++) {
        row[f] = (float) random.nextDouble();
      }
      right += forest.answers(row)[0] > 0.5 == (label(row) == 1) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(170);
  }

  @Test
  void aForestThatWasWrittenAndReadAnswersTheSame() throws IOException {
    RegionForest forest = trained();
    RegionForest read = RegionForest.read(new ByteArrayInputStream(bytes(forest)), "test");
    for (float[] row : rows) {
      assertThat(read.answers(row)).isEqualTo(forest.answers(row));
    }
  }

  @Test
  void theForestDependsOnNoNumberOfThreads() throws Exception {
    byte[] alone = new ForkJoinPool(1).submit(() -> bytes(trained())).get();
    byte[] together = new ForkJoinPool(7).submit(() -> bytes(trained())).get();
    assertThat(together).isEqualTo(alone);
  }

  @Test
  void whatIsCutOffOrSomethingElseIsRefused() throws IOException {
    byte[] whole = bytes(trained());
    for (byte[] wrong :
        new byte[][] {{}, {1, 2, 3}, Arrays.copyOf(whole, whole.length / 2), "forest".getBytes()}) {
      assertThatThrownBy(() -> RegionForest.read(new ByteArrayInputStream(wrong), "wrong"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'wrong'");
    }
  }
}
