package org.harl.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.harl.error.HarlException;
import org.harl.image.Image;
import org.harl.model.StateDict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ImagesInMemoryEmbedderTest {
  private static final TrainedEncoder ENCODER =
      new TrainedEncoder((scope, images) -> images, NoiseImages.SIDE, new StateDict(Map.of()));

  private final SummingBackend backend = new SummingBackend();

  private Embedder embedder(int batch, int threads) {
    return new Embedder(
        backend, ENCODER, new EmbedderSettings(batch, threads, Duration.ofMinutes(1)));
  }

  private static List<Image> images(int count) throws IOException {
    NoiseImages noise = new NoiseImages(count);
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      images.add(noise.read(i));
    }
    return images;
  }

  private static float[][] byHand(int count) throws IOException {
    float[][] vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = new NoiseImages(count).byHand(i);
    }
    return vectors;
  }

  @Test
  void vectorsAreInTheOrderOfTheListWhateverTheThreads() throws IOException {
    for (int threads : new int[] {1, 2, 9}) {
      try (Embedder embedder = embedder(16, threads)) {
        assertThat(embedder.embed(images(150))).isDeepEqualTo(byHand(150));
        assertThat(embedder.embed(images(5))).isDeepEqualTo(byHand(5)); // buffers used again
      }
    }
  }

  @Test
  void batchesAreThoseOfASourceOfTheSameImages() throws IOException {
    try (Embedder embedder = embedder(64, 2)) {
      embedder.embed(images(140));
      assertThat(backend.runs).containsExactly(64, 64, 16);
      embedder.embed(images(9));
      assertThat(backend.runs).endsWith(16);
      assertThat(backend.lastRows[15]).containsOnly(0);
      assertThat(embedder.embed(List.of())).isEmpty();
      assertThat(backend.runs).hasSize(4);
    }
  }

  @Test
  void imageIsABatchOfItsOwnHoweverManyThreadsCall() throws Exception {
    List<Image> images = images(200);
    float[][] expected = byHand(200);
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try (Embedder embedder = embedder(64, 2)) {
      List<Callable<float[]>> calls = new ArrayList<>();
      images.forEach(image -> calls.add(() -> embedder.embed(image)));
      List<Future<float[]>> vectors = callers.invokeAll(calls);
      for (int i = 0; i < 200; i++) {
        assertThat(vectors.get(i).get()).isEqualTo(expected[i]);
      }
      assertThat(backend.runs).hasSize(200).containsOnly(1);
      assertThat(backend.compiled).containsExactly(1);
      assertThat(backend.sessions).isEqualTo(1);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void closedEmbedderSaysSoOfImagesAndLists() throws IOException {
    List<Image> images = images(3);
    Embedder embedder = embedder(8, 2);
    assertThat(embedder.closed()).isFalse();
    embedder.close();
    assertThat(embedder.closed()).isTrue();
    assertThatThrownBy(() -> embedder.embed(images.get(0)))
        .isInstanceOf(HarlException.class)
        .hasMessage("embedder: it is closed; open another to embed");
    assertThatThrownBy(() -> embedder.embed(images))
        .isInstanceOf(HarlException.class)
        .hasMessage("embedder: it is closed; open another to embed");
  }

  @Test
  void failureOfTheBackendAndFeaturesThatAreNoNumbersAreThrown() throws IOException {
    List<Image> images = images(3);
    try (Embedder embedder = embedder(2, 2)) {
      backend.added = Float.NaN;
      assertThatThrownBy(() -> embedder.embed(images.get(1)))
          .hasMessageStartingWith("embedder: feature 0 of image 'noise1' is NaN");
      HarlException failure = new HarlException("the device is gone");
      backend.beforeRun =
          () -> {
            throw failure;
          };
      assertThatThrownBy(() -> embedder.embed(images)).isSameAs(failure);
    }
  }

  @Test
  void interruptedCallerIsToldSo() throws IOException {
    List<Image> images = images(3);
    try (Embedder embedder = embedder(2, 2)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> embedder.embed(images))
          .isInstanceOf(HarlException.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
