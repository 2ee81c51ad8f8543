package org.harl.masks.unsupervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.harl.data.ImageSource;
import org.harl.draw.Draws;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.masks.Pictures;
import org.junit.jupiter.api.Test;

class UnsupervisedTrainingTest {
  private static final int SIDE = UnsupervisedModel.SIDE;
  private static final int PIXELS = SIDE * SIDE;

  private static byte[] sampleOf(Image image) throws IOException {
    float[][] maps = new float[Labellers.COUNT + 1][];
    System.arraycopy(Labellers.maps(image), 0, maps, 0, Labellers.COUNT);
    maps[Labellers.COUNT] = maps[0].clone();
    try (SaliencySamples samples = new SaliencySamples()) {
      samples.add(0, image, maps);
      samples.keepBest(1);
      return samples.read(0);
    }
  }

  @Test
  void viewShowsAndSaysTheSamePlaces() throws IOException {
    byte[] sample = sampleOf(Pictures.disc(120, 120));
    for (int n = 0; n < 8; n++) {
      SaliencyView view = new SaliencyView(sample, Draws.ofSeed(n));
      float[] shown = new float[SaliencyInput.CHANNELS * PIXELS];
      float[] said = new float[PIXELS / 4];
      view.show(shown, 0);
      view.say(said, 0);
      // the disc alone is red: a* is high in it
      double inside = 0;
      double outside = 0;
      for (int i = 0; i < said.length; i++) {
        float red = shown[PIXELS + (i / 64 * 2) * SIDE + i % 64 * 2];
        inside += said[i] * red;
        outside += (1 - said[i]) * red;
      }
      assertThat(inside).as("draw " + n).isGreaterThanOrEqualTo(outside);
    }
  }

  @Test
  void placesAndMarginsTurnWithTheMirror() throws IOException {
    byte[] sample = sampleOf(Pictures.disc(120, 120));
    Map<Boolean, Integer> seen = new HashMap<>();
    for (int n = 0; n < 8; n++) {
      float[] shown = new float[SaliencyInput.CHANNELS * PIXELS];
      new SaliencyView(sample, Draws.ofSeed(n)).show(shown, 0);
      // left of right, whatever is shown
      assertThat(shown[10 * PIXELS]).isLessThan(shown[10 * PIXELS + SIDE - 1]);
      seen.merge(Draws.ofSeed(n).uniform(4) < 0.5, 1, Integer::sum);
    }
    assertThat(seen).hasSize(2);
  }

  @Test
  void imagesAreKeptOnWhichTheLabellersAgree() throws IOException {
    float[] left = new float[100];
    float[] right = new float[100];
    for (int i = 0; i < 100; i++) {
      left[i] = i % 10 < 5 ? 1 : 0;
      right[i] = 1 - left[i];
    }
    assertThat(Labellers.agreement(new float[][] {left, left, left, left}, 10, 10)).isEqualTo(1);
    assertThat(Labellers.agreement(new float[][] {left, right, left, right}, 10, 10))
        .isEqualTo(2 / 6.0);
    Image image = Pictures.disc(10, 10);
    try (SaliencySamples samples = new SaliencySamples()) {
      samples.add(0, image, new float[][] {left, right, left, right, left});
      samples.add(1, image, new float[][] {left, left, left, left, left});
      samples.keepBest(1);
      assertThat(samples.size()).isEqualTo(1);
      byte[] target = new byte[PIXELS];
      System.arraycopy(samples.read(0), SaliencyInput.CHANNELS * PIXELS, target, 0, PIXELS);
      assertThat(target[0]).isGreaterThan((byte) 120);
      assertThat(target[SIDE - 1]).isLessThan((byte) 10);
    }
  }

  @Test
  void tooFewImagesAreRefused() {
    ImageSource three =
        new ImageSource() {
          @Override
          public int size() {
            return 3;
          }

          @Override
          public String name(int index) {
            return "disc" + index;
          }

          @Override
          public Image read(int index) {
            return Pictures.disc(40, 40);
          }
        };
    UnsupervisedTrainer trainer = new UnsupervisedTrainer(1, 1, 0);
    assertThatThrownBy(() -> trainer.train(null, three, null))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("unsupervised: 3 images are kept; at least 32 are needed");
    assertThatThrownBy(() -> new UnsupervisedTrainer(0, 2, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("got 0 and 2.0");
  }
}
