package org.harl.masks.superpixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.masks.Pictures;
import org.harl.masks.pixels.DisjointSets;
import org.harl.masks.pixels.Segmentation;
import org.harl.masks.saliency.RejectedMask;
import org.harl.masks.saliency.SaliencyProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuperpixelMasksTest {
  static SaliencyProvider[] providers() {
    return new SaliencyProvider[] {
      new ManifoldRankingMasks(),
      new RobustBackgroundMasks(),
      new AbsorbingChainMasks(),
      new QuantumCutMasks()
    };
  }

  @ParameterizedTest
  @MethodSource("providers")
  void discOnASlopeIsFound(SaliencyProvider provider) {
    Mask mask = provider.mask(Pictures.disc(240, 180));
    long both = 0;
    long either = 0;
    for (int i = 0; i < mask.cells().length; i++) {
      boolean wanted = Pictures.inDisc(i % 240, i / 240, 240, 180);
      boolean found = mask.cells()[i] == 1;
      both += wanted && found ? 1 : 0;
      either += wanted || found ? 1 : 0;
    }
    assertThat((double) both / either).as("intersection over union").isGreaterThan(0.8);
  }

  @Test
  void imageThatShowsNothingIsRejected() {
    Image flat = Pictures.flat(60, 40, 90);
    assertThat(RejectedMask.is(new RobustBackgroundMasks().cut(flat))).isTrue();
    assertThat(RejectedMask.is(new AbsorbingChainMasks().cut(flat))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 40, 300})
  void superpixelsAreConnectedAndCoverTheImage(int width) {
    Image image = Pictures.disc(width, 50);
    Superpixels pixels = Superpixels.of(image, 300);
    assertThat(Arrays.stream(pixels.area()).sum()).isEqualTo(width * 50);
    Segmentation parts = pixels.parts();
    DisjointSets joined = new DisjointSets(width * 50);
    for (int i = 0; i < width * 50; i++) {
      for (int before : new int[] {i % width > 0 ? i - 1 : -1, i - width}) {
        if (before >= 0 && parts.labels()[i] == parts.labels()[before]) {
          int a = joined.find(i);
          int b = joined.find(before);
          if (a != b) {
            joined.join(a, b);
          }
        }
      }
    }
    long connected = IntStream.range(0, width * 50).map(joined::find).distinct().count();
    assertThat(connected).isEqualTo(parts.count());
  }

  @Test
  void systemIsSolvedAndTheDiagonalOfItsInverseKnown() {
    double[][] matrix = {{4, 1, 0}, {1, 3, -1}, {0, -1, 2}};
    SymmetricSystem system = new SymmetricSystem(matrix);
    // 4x + y = 6, x + 3y - z = 4, 2z - y = 4
    assertThat(system.solve(new double[] {6, 4, 4}))
        .containsExactly(new double[] {1, 2, 3}, within(1e-12));
    // cofactors over the determinant, 18
    assertThat(system.inverseDiagonal())
        .containsExactly(new double[] {5 / 18.0, 8 / 18.0, 11 / 18.0}, within(1e-12));
  }

  @Test
  void particleIsWhereItsEnergyIsLeast() {
    // two pixels inside a wall of L 0: their L is 30 and 31
    int[] labels = {0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0};
    float[][] lab = new float[3][12];
    lab[0][5] = 30;
    lab[0][6] = 31;
    Superpixels pixels = Superpixels.of(new Segmentation(3, labels), lab, 4, 3);
    // the lower eigenvector of [[p + a, -p], [-p, p + b]]
    double passes = 1 / 11.0;
    double half = (1 / 910.0 - 1 / 971.0) / 2;
    double first = passes / (half + Math.sqrt(half * half + passes * passes));
    assertThat(QuantumCutMasks.state(pixels))
        .containsExactly(new double[] {0, first, 1}, within(1e-6));
  }

  @Test
  void wayToTheBorderCountsWhatChangesBeyondTheLeast() {
    // five parts in a row, each one column: greys 0, 10, 10, 40, 40 of L
    float[][] lab = new float[3][10];
    float[] greys = {0, 10, 10, 40, 40};
    int[] labels = new int[10];
    for (int i = 0; i < 10; i++) {
      lab[0][i] = greys[i % 5];
      labels[i] = i % 5;
    }
    Superpixels pixels = Superpixels.of(new Segmentation(5, labels), lab, 5, 2);
    double[][] ways = GeodesicDistance.all(pixels, new SuperpixelGraph(pixels));
    // the least changes are 10, 0, 0, 0, 0: on average 2; all parts touch the border
    assertThat(ways[0][1]).isCloseTo(8, within(1e-9));
    assertThat(ways[1][2]).isZero();
    assertThat(ways[0][3]).isCloseTo(8 + 28, within(1e-9));
  }
}
