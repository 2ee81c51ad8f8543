package org.harl.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.harl.draw.Draws;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
  private final Resampler resampler = new Resampler();

  @ParameterizedTest
  @CsvSource({"5,9,7", "64,48,32", "400,300,224", "1,1,8", "3,500,16", "33,32,32"})
  void constantImageStaysConstant(int width, int height, int size) {
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) 201);
    Image image = new Image("constant", width, height, rgb);
    assertThat(view(image, whole(image), size)).containsOnly((byte) 201);
  }

  @Test
  void viewOfTheSameSizeIsTheImage() {
    Image image = random(31, 31, 5);
    assertThat(view(image, whole(image), 31)).isEqualTo(planar(image));
  }

  @Test
  void flipExchangesLeftAndRight() {
    Image image = random(50, 40, 6);
    CropBox box = new CropBox(3, 7, 30, 41);
    byte[] straight = view(image, ViewPlan.plain(box), 24);
    byte[] flipped = view(image, flipped(box), 24);
    for (int i = 0; i < straight.length; i++) {
      assertThat(flipped[i / 24 * 24 + 23 - i % 24]).isEqualTo(straight[i]);
    }
  }

  @Test
  void flippedImageGivesTheFlippedView() {
    Image image = random(50, 40, 7);
    byte[] mirrored = new byte[image.rgb().length];
    for (int p = 0; p < 50 * 40; p++) {
      System.arraycopy(image.rgb(), 3 * p, mirrored, 3 * (p / 50 * 50 + 49 - p % 50), 3);
    }
    CropBox all = CropBox.whole(50, 40);
    float[] a = resampler.floats(image, flipped(all), 24);
    float[] b = resampler.floats(new Image("mirrored", 50, 40, mirrored), ViewPlan.plain(all), 24);
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i]).isCloseTo(b[i], within(1e-6f));
    }
  }

  @Test
  void sumOfTwoImagesGivesTheSumOfTheirViews() {
    Image a = halved(random(37, 53, 8));
    Image b = halved(random(37, 53, 9));
    byte[] sum = new byte[a.rgb().length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (byte) (a.rgb()[i] + b.rgb()[i]);
    }
    ViewPlan plan = ViewPlan.plain(new CropBox(2, 3, 45, 30));
    float[] whole = resampler.floats(new Image("sum", 37, 53, sum), plan, 20);
    float[] first = resampler.floats(a, plan, 20);
    float[] second = resampler.floats(b, plan, 20);
    for (int i = 0; i < whole.length; i++) {
      assertThat(whole[i]).isCloseTo(first[i] + second[i], within(2e-6f));
    }
  }

  @Test
  void pixelsOutsideTheBoxHaveNoInfluence() {
    Image image = random(40, 40, 10);
    CropBox box = new CropBox(10, 12, 9, 8);
    byte[] cut = new byte[3 * 9 * 8];
    for (int y = 0; y < 9; y++) {
      System.arraycopy(image.rgb(), 3 * ((10 + y) * 40 + 12), cut, 3 * y * 8, 3 * 8);
    }
    Image alone = new Image("cut", 8, 9, cut);
    assertThat(view(image, ViewPlan.plain(box), 16)).isEqualTo(view(alone, whole(alone), 16));
  }

  @Test
  void resultDoesNotDependOnWhatWasResampledBefore() {
    Image image = random(40, 30, 11);
    ViewPlan plan = ViewPlan.plain(new CropBox(1, 2, 25, 33));
    byte[] fresh = view(image, plan, 16);
    Image large = random(300, 200, 12);
    view(large, whole(large), 64);
    assertThat(view(image, plan, 16)).isEqualTo(fresh);
  }

  @Test
  void bytesGoToTheirOffsetAndNowhereElse() {
    Image image = random(16, 16, 13);
    ByteBuffer out = ByteBuffer.allocateDirect(3 * 64 + 10);
    resampler.view(image, whole(image), 8, out, 4);
    byte[] all = new byte[out.capacity()];
    out.get(0, all);
    assertThat(out.position()).isZero();
    assertThat(Arrays.copyOfRange(all, 0, 4)).containsOnly(0);
    assertThat(Arrays.copyOfRange(all, all.length - 6, all.length)).containsOnly(0);
    assertThat(Arrays.copyOfRange(all, 4, all.length - 6)).isEqualTo(view(image, whole(image), 8));
  }

  @Test
  void maskTakesTheNearestPixelOfItsBox() {
    byte[] cells = {0, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1, 0};
    Mask mask = new Mask(4, 3, cells);
    ByteBuffer out = ByteBuffer.allocate(4);
    // rows floor(.25*3)=0 and floor(.75*3)=2, columns 1 + floor(.25*3) = 1 and 1 + floor(.75*3) = 3
    resampler.mask(mask, ViewPlan.plain(new CropBox(0, 1, 3, 3)), 2, out, 0);
    assertThat(out.array()).containsExactly(1, 1, 1, 0);
    resampler.mask(mask, flipped(new CropBox(0, 1, 3, 3)), 2, out, 0);
    assertThat(out.array()).containsExactly(1, 1, 0, 1);
  }

  @Test
  void boxBeyondTheImageIsRefused() {
    Image image = random(10, 8, 14);
    assertThatThrownBy(() -> view(image, ViewPlan.plain(new CropBox(0, 3, 8, 8)), 4))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("10 x 8");
  }

  private byte[] view(Image image, ViewPlan plan, int size) {
    ByteBuffer out = ByteBuffer.allocate(3 * size * size);
    resampler.view(image, plan, size, out, 0);
    return out.array();
  }

  private static ViewPlan whole(Image image) {
    return ViewPlan.plain(CropBox.whole(image.width(), image.height()));
  }

  private static ViewPlan flipped(CropBox box) {
    ViewPlan plain = ViewPlan.plain(box);
    return new ViewPlan(box, true, false, plain.order(), 1, 1, 1, 0, false, false, 1, false);
  }

  static Image random(int width, int height, long seed) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Draws.ofSeed(seed).below(i, 256);
    }
    return new Image("random", width, height, rgb);
  }

  private static Image halved(Image image) {
    byte[] rgb = image.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) ((rgb[i] & 0xff) / 2);
    }
    return new Image("halved", image.width(), image.height(), rgb);
  }

  static byte[] planar(Image image) {
    int plane = image.width() * image.height();
    byte[] out = new byte[3 * plane];
    for (int i = 0; i < out.length; i++) {
      out[i] = image.rgb()[i % plane * 3 + i / plane];
    }
    return out;
  }
}
