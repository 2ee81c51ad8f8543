package org.harl.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import org.harl.InvalidInputException;
import org.harl.data.Image;
import org.harl.mask.Mask;
import org.junit.jupiter.api.Test;

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
    new EvalView(4).mask(resampler, new Mask(6, 4, cells), out, 0);
    assertThat(out.array()).containsExactly(1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0);
    ByteBuffer half = ByteBuffer.allocate(4);
    new EvalView(2).mask(resampler, new Mask(6, 4, cells), half, 0);
    // resized to 3 x 2: columns 1, 3, 5; the centre of size 2 starts at column 0
    assertThat(half.array()).containsExactly(1, 1, 1, 1);
  }

  @Test
  void sizeBelowOneIsRefused() {
    assertThatThrownBy(() -> new EvalView(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("got 0");
  }
}
