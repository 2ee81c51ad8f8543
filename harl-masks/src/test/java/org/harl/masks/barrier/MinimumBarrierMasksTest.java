package org.harl.masks.barrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskProvider;
import org.harl.mask.MaskProviders;
import org.harl.masks.Pictures;
import org.harl.masks.saliency.CentreMasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinimumBarrierMasksTest {
  private final MinimumBarrierMasks masks = new MinimumBarrierMasks();

  @ParameterizedTest
  @CsvSource({"32, 32", "64, 48", "400, 300", "1000, 700"})
  void discOnASlopeIsFoundAtEverySize(int width, int height) {
    Mask mask = masks.mask(Pictures.disc(width, height));
    int both = 0;
    int either = 0;
    for (int i = 0; i < mask.cells().length; i++) {
      boolean wanted = Pictures.inDisc(i % width, i / width, width, height);
      boolean found = mask.cells()[i] == 1;
      both += wanted && found ? 1 : 0;
      either += wanted || found ? 1 : 0;
    }
    assertThat((double) both / either).as("intersection over union").isGreaterThan(0.9);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 9", "2, 3", "640, 2"})
  void tinyAndThinImagesGetAMaskOfTheirSize(int width, int height) {
    Mask mask = masks.mask(Pictures.disc(width, height));
    assertThat(mask.width()).isEqualTo(width);
    assertThat(mask.height()).isEqualTo(height);
  }

  @Test
  void imageThatShowsNothingGetsTheCentredEllipse() {
    Image flat = Pictures.flat(60, 40, 90);
    assertThat(masks.mask(flat)).isEqualTo(new CentreMasks().mask(flat));
    assertThat(new CentreMasks().mask(flat).coverage()).isCloseTo(0.385, within(0.01));
  }

  @Test
  void oneInstanceServesManyThreadsWithTheSameResult() {
    Image image = Pictures.disc(120, 90);
    Mask alone = masks.mask(image);
    assertThat(IntStream.range(0, 32).parallel().mapToObj(i -> masks.mask(image)))
        .allSatisfy(mask -> assertThat(mask).isEqualTo(alone));
  }

  @Test
  void providersAreFoundByName() {
    assertThat(MaskProviders.names())
        .containsExactly(
            "centre",
            "drfi",
            "felzenszwalb",
            "mbd",
            "mc",
            "mr",
            "onnx",
            "qcut",
            "rbd",
            "torchscript",
            "unsupervised");
    MaskProvider found = MaskProviders.find("mbd");
    assertThat(found).isInstanceOf(MinimumBarrierMasks.class);
  }

  @Test
  void barrierIsTheLeastRiseOnAnyWayToTheBorder() {
    // the 9 in the middle leaves over the 4, not over the 7 or the 8
    float[] values = {
      1, 1, 1, 1, 1,
      1, 7, 8, 7, 1,
      1, 7, 9, 4, 1,
      1, 7, 8, 7, 1,
      1, 1, 1, 1, 1
    };
    float[] distance = BarrierDistance.ofBorder(values, 5, 5);
    assertThat(distance[12]).isEqualTo(8);
    assertThat(distance[13]).isEqualTo(3);
    assertThat(distance[6]).isEqualTo(6);
    assertThat(distance[0]).isZero();
  }
}
