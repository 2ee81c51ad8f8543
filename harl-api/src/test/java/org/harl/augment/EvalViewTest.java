package org.harl.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.List;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvalViewTest {
  private final Resampler resampler = new Resampler();

  @Test
  void evaluationViewOfAnImageOfItsSizeIsTheImage() {
    Image image = ResamplerTest.random(20, 20, 15);
    ByteBuffer out = ByteBuffer.allocate(3 * 20 * 20);
    new EvalView(20).view(resampler, image, out, 0);
    assertThat(out.array()).isEqualTo(ResamplerTest.planar(image));
  }

  @Test
  void evaluationViewIsTheCentreOfTheResizedImage() {
    Image image = ResamplerTest.random(30, 20, 16);
    ByteBuffer out = ByteBuffer.allocate(3 * 20 * 20);
    new EvalView(20).view(resampler, image, out, 0);
    for (int i = 0; i < 3 * 400; i++) {
      int pixel = i % 400 / 20 * 30 + 5 + i % 20;
      assertThat(out.get(i)).isEqualTo(image.rgb()[3 * pixel + i / 400]);
    }
  }

  @Test
  void smallerViewIsTheCentreOfTheResizedImage() {
    byte[] rgb = new byte[3 * 60 * 40];
    for (int p = 0; p < 60 * 40; p++) {
      rgb[3 * p] = (byte) (p % 60 >= 10 && p % 60 < 50 ? 200 : 0);
    }
    ByteBuffer out = ByteBuffer.allocate(3 * 10 * 10);
    new EvalView(10).view(resampler, new Image("bar", 60, 40, rgb), out, 0);
    for (int i = 0; i < 100; i++) {
      int red = out.get(i) & 0xff;
      // resized to 15 x 10, of which columns 2..11 remain; the bar covers 2.5..12.5
      assertThat(red).isCloseTo(i % 10 == 0 ? 100 : 200, within(10));
      assertThat(out.get(100 + i)).isZero();
    }
  }

  @Test
  void maskIsTheCentreOfTheResizedMask() {
    byte[] cells = new byte[6 * 4];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (byte) (i % 6 == 1 || i % 6 == 3 ? 1 : 0);
    }
    ByteBuffer out = ByteBuffer.allocate(16);
    new EvalView(4).mask(new Mask(6, 4, cells), out, 0);
    assertThat(out.array()).containsExactly(1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0);
    ByteBuffer half = ByteBuffer.allocate(4);
    new EvalView(2).mask(new Mask(6, 4, cells), half, 0);
    // resized to 3 x 2: columns 1, 3, 5; the centre of size 2 starts at column 0
    assertThat(half.array()).containsExactly(1, 1, 1, 1);
  }

  /** CenterCrop of torchvision 0.28. */
  @ParameterizedTest
  @CsvSource({"4, 0", "5, 0", "6, 1", "7, 2", "8, 2", "9, 2", "10, 3", "11, 4", "13, 4", "15, 6"})
  void centreIsThatOfTorchvision(int width, int from) {
    byte[] rgb = new byte[3 * 4 * width];
    for (int i = 0; i < 4 * width; i++) {
      rgb[3 * i] = (byte) (i % width);
    }
    ByteBuffer out = ByteBuffer.allocate(3 * 16);
    new EvalView(4).view(resampler, new Image("ramp", width, 4, rgb), out, 0);
    for (int i = 0; i < 16; i++) {
      assertThat(out.get(i)).isEqualTo((byte) (from + i % 4));
    }
  }

  /** Resize(32, BICUBIC) and CenterCrop(25) of torchvision 0.28 with Pillow 12. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 66, 76, 45",
    "0, 24, 187, 238, 86",
    "24, 0, 145, 116, 204",
    "24, 24, 11, 22, 245",
    "12, 13, 172, 184, 146"
  })
  void squareIsCutOutOfALargerOneAsTorchvisionDoes(int y, int x, int red, int green, int blue) {
    assertPixel(new EvalView(25, 32), y, x, red, green, blue);
  }

  /**
   * Resize(32 and 70, BILINEAR) and CenterCrop(25 and 64), both smaller and larger, of Pillow 12.
   */
  @ParameterizedTest
  @CsvSource({
    "25, 32, 0, 0, 65, 76, 45",
    "25, 32, 24, 21, 228, 81, 240",
    "25, 32, 23, 24, 8, 20, 238",
    "64, 70, 22, 60, 215, 215, 134",
    "64, 70, 63, 56, 12, 18, 38",
    "64, 70, 57, 54, 207, 7, 236",
    "64, 70, 63, 63, 28, 40, 4"
  })
  void bilinearIsPillows(int size, int resize, int y, int x, int red, int green, int blue) {
    EvalView view = new EvalView(size, resize).withFilter(ResamplingFilter.BILINEAR);
    assertPixel(view, y, x, red, green, blue);
  }

  private void assertPixel(EvalView view, int y, int x, int... expected) {
    byte[] rgb = new byte[3 * 76 * 53];
    for (int i = 0; i < 76 * 53; i++) {
      rgb[3 * i] = (byte) (i % 76 * 3 + i / 76 * 2);
      rgb[3 * i + 1] = (byte) (i % 76 * 4 + i / 76);
      rgb[3 * i + 2] = (byte) (i % 76 + i / 76 * 4);
    }
    int size = view.size();
    ByteBuffer out = ByteBuffer.allocate(3 * size * size);
    view.view(resampler, new Image("waves", 76, 53, rgb), out, 0);
    for (int c = 0; c < 3; c++) {
      int found = out.get((c * size + y) * size + x) & 0xff;
      assertThat(found).isCloseTo(expected[c], within(1));
    }
  }

  @ParameterizedTest
  @CsvSource({"224, 256, 112, 128", "224, 224, 100, 100", "224, 256, 225, 257", "3, 4, 1, 1"})
  void anotherSizeKeepsTheShareOfTheShortSide(int size, int resize, int other, int shortSide) {
    assertThat(new EvalView(size, resize).scaledTo(other))
        .isEqualTo(new EvalView(other, shortSide));
  }

  @Test
  void theViewOfARecipeHasItsSizeAndNormalisation() {
    Normalisation half = new Normalisation(List.of(.5, .5, .5), List.of(.5, .5, .5));
    assertThat(EvalView.of(AugmentationRecipe.first(96).withNormalisation(half)))
        .isEqualTo(new EvalView(96, 96, ResamplingFilter.BICUBIC, half));
    assertThat(EvalView.of(AugmentationRecipe.second(32))).isEqualTo(new EvalView(32));
  }

  @Test
  void aNormalisationIsThreeNumbersByWhichOneCanDivide() {
    List<Double> three = List.of(.5, .5, .5);
    assertThatThrownBy(() -> new Normalisation(List.of(.5), three))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "normalisation: the mean must be three finite numbers, of red, green and blue, got"
                + " [0.5]");
    assertThatThrownBy(() -> new Normalisation(List.of(0., 0., Double.NaN), three))
        .hasMessageContaining("the mean must be");
    for (double none : new double[] {0, -1, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Normalisation(three, List.of(1., none, 1.)))
          .hasMessageContaining("the deviation must be three finite numbers above 0");
    }
  }

  @Test
  void squareLargerThanTheResizedImageIsRefused() {
    assertThatThrownBy(() -> new EvalView(224, 200))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "evaluation view: a short side of 200 pixels holds no square of 224; resize to at least"
                + " 224");
  }

  @Test
  void sizeBelowOneIsRefused() {
    assertThatThrownBy(() -> new EvalView(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("got 0");
  }
}
