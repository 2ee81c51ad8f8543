package org.harl.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.model.StateDict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UnreadableImagesTest {
  private static final TrainedEncoder ENCODER =
      new TrainedEncoder((scope, images) -> images, NoiseImages.SIDE, new StateDict(Map.of()));

  private static Embedder embedder(SummingBackend backend, int threads, Duration limit) {
    return new Embedder(backend, ENCODER, new EmbedderSettings(16, threads, limit));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9})
  void imagesThatCannotBeReadAreLeftOutAndTheRowsSayWhichAreThere(int threads) throws IOException {
    NoiseImages images = new NoiseImages.Broken(300, 299, 12, 171);
    int[] kept = IntStream.range(0, 299).filter(i -> i != 12 && i != 171).toArray();
    try (Embedder embedder = embedder(new SummingBackend(), threads, Duration.ofMinutes(1))) {
      Embeddings read = embedder.readable(images);
      assertThat(read.images()).isEqualTo(kept);
      assertThat(read.of(IntStream.range(1000, 1300).toArray()))
          .startsWith(1000, 1001)
          .endsWith(1297, 1298)
          .hasSize(297);
      for (int i = 0; i < kept.length; i++) {
        assertThat(read.vectors()[i]).isEqualTo(images.byHand(kept[i]));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9})
  void moreThanOnePercentOfThemEndIt(int threads) {
    try (Embedder embedder = embedder(new SummingBackend(), threads, Duration.ofMinutes(1))) {
      assertThatThrownBy(() -> embedder.readable(new NoiseImages.Broken(200, 199, 7, 150, 31)))
          .isInstanceOf(HarlException.class)
          .isNotInstanceOf(InvalidInputException.class)
          .hasMessage(
              "embedder: more than 1% of the images cannot be read: 3 of 200 so far, 'noise7',"
                  + " 'noise31', 'noise150'; the last one: broken 150. Repair or remove them");
    }
  }

  @Test
  void anImageThatHangsIsLeftOutAfterTheTimeLimit() {
    CountDownLatch never = new CountDownLatch(1);
    NoiseImages images =
        new NoiseImages(100) {
          @Override
          public Image read(int index) throws IOException {
            try {
              if (index == 40) {
                never.await();
              }
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return super.read(index);
          }
        };
    try (Embedder embedder = embedder(new SummingBackend(), 2, Duration.ofSeconds(2))) {
      assertThat(embedder.readable(images).images()).hasSize(99).doesNotContain(40);
    }
  }

  @Test
  void vectorsThatWereGivenAwayAreNotKept() throws IOException {
    List<WeakReference<float[]>> given = new ArrayList<>();
    try (Embedder embedder = embedder(new SummingBackend(), 2, Duration.ofMinutes(1))) {
      embedder.embed(
          new NoiseImages(640),
          (image, vector) -> {
            assertThat(image).isEqualTo(given.size());
            given.add(new WeakReference<>(vector));
            if (image == 639) {
              System.gc();
              assertThat(given.stream().limit(600).filter(old -> old.get() != null)).isEmpty();
            }
          });
    }
    assertThat(given).hasSize(640);
  }

  @Test
  void whatTheReceiverThrowsIsThrown() {
    IOException full = new IOException("no space");
    try (Embedder embedder = embedder(new SummingBackend(), 2, Duration.ofMinutes(1))) {
      assertThatThrownBy(
              () ->
                  embedder.embed(
                      new NoiseImages(100),
                      (image, vector) -> {
                        throw full;
                      }))
          .isSameAs(full);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY})
  void aFeatureThatIsNoNumberIsRefusedByImage(float feature) {
    SummingBackend backend = new SummingBackend();
    backend.added = feature;
    try (Embedder embedder = embedder(backend, 2, Duration.ofMinutes(1))) {
      assertThatThrownBy(() -> embedder.embed(new NoiseImages(3)))
          .isInstanceOf(HarlException.class)
          .hasMessageStartingWith("embedder: feature 0 of image 'noise0' is " + feature);
    }
  }
}
