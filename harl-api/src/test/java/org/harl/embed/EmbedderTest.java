package org.harl.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.harl.data.ImageSource;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.model.StateDict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmbedderTest {
  private static final int SIDE = NoiseImages.SIDE;
  private static final TrainedEncoder ENCODER =
      new TrainedEncoder((scope, images) -> images, SIDE, new StateDict(Map.of()));

  private static EmbedderSettings settings(int batch, int threads) {
    return new EmbedderSettings(batch, threads, Duration.ofMinutes(1));
  }

  private static float[][] embedded(
      SummingBackend backend, ImageSource images, int batch, int threads) throws IOException {
    try (Embedder embedder = new Embedder(backend, ENCODER, settings(batch, threads))) {
      return embedder.embed(images);
    }
  }

  @Test
  void vectorsAreInTheOrderOfTheImagesWhateverTheNumberOfThreads() throws IOException {
    NoiseImages images = new NoiseImages(150);
    float[][] expected = new float[150][];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = images.byHand(i);
    }
    for (int threads : new int[] {1, 2, 9}) {
      assertThat(embedded(new SummingBackend(), images, 16, threads)).isDeepEqualTo(expected);
    }
  }

  @Test
  void fewImagesAreASmallBatch() throws IOException {
    assertThat(sizes(1, 64)).containsExactly(1);
    assertThat(sizes(3, 64)).containsExactly(4);
    assertThat(sizes(64, 64)).containsExactly(64);
    assertThat(sizes(140, 64)).containsExactly(64, 64, 16);
    assertThat(sizes(190, 100)).containsExactly(100, 100);
    assertThat(sizes(0, 64)).isEmpty();
  }

  private static List<Integer> sizes(int images, int batch) throws IOException {
    SummingBackend backend = new SummingBackend();
    assertThat(embedded(backend, new NoiseImages(images), batch, 2)).hasNumberOfRows(images);
    return backend.runs;
  }

  @Test
  void rowsWithoutAnImageAreZero() throws IOException {
    SummingBackend backend = new SummingBackend();
    embedded(backend, new NoiseImages(8 * 9 + 5), 8, 2);
    assertThat(backend.lastRows).hasDimensions(8, 3);
    for (int i = 5; i < 8; i++) {
      assertThat(backend.lastRows[i]).containsOnly(0);
    }
  }

  @Test
  void oneSessionAndOneProgramOfEachSizeServeAllCalls() throws IOException {
    SummingBackend backend = new SummingBackend();
    try (Embedder embedder = new Embedder(backend, ENCODER, settings(16, 2))) {
      for (int i = 0; i < 3; i++) {
        embedder.embed(new NoiseImages(35));
        embedder.embed(new NoiseImages(1));
      }
    }
    assertThat(backend.sessions).isEqualTo(1);
    assertThat(backend.compiled).containsExactly(16, 4, 1);
    assertThat(backend.open).isZero();
  }

  @Test
  void callersOnSeveralThreadsEachGetTheirVectors() throws Exception {
    try (Embedder embedder = new Embedder(new SummingBackend(), ENCODER, settings(8, 2));
        Embedder alone = new Embedder(new SummingBackend(), ENCODER, settings(8, 2))) {
      List<Callable<float[][]>> calls = new ArrayList<>();
      for (int caller = 0; caller < 4; caller++) {
        calls.add(() -> embedder.embed(new NoiseImages(100)));
      }
      ExecutorService callers = Executors.newFixedThreadPool(calls.size());
      try {
        float[][] expected = alone.embed(new NoiseImages(100));
        for (Future<float[][]> vectors : callers.invokeAll(calls)) {
          assertThat(vectors.get()).isDeepEqualTo(expected);
        }
      } finally {
        callers.shutdownNow();
      }
    }
  }

  @Test
  void imagesAreReadAtMostTwoBatchesAhead() throws IOException {
    NoiseImages images = new NoiseImages(300);
    SummingBackend backend = new SummingBackend();
    List<Integer> ahead = new ArrayList<>();
    backend.beforeRun = () -> ahead.add(images.reads.get() - 10 * backend.runs.size());
    embedded(backend, images, 10, 4);
    assertThat(ahead).hasSize(30).allMatch(read -> read >= 10 && read <= 30);
  }

  @Test
  void firstImageThatCannotBeReadIsThrownAsItsSourceThrewIt() {
    for (int threads : new int[] {1, 2, 9}) {
      assertThatThrownBy(
              () ->
                  embedded(
                      new SummingBackend(),
                      new NoiseImages.Broken(100, 71, 43, 44, 12),
                      16,
                      threads))
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("broken 12");
    }
  }

  @Test
  void whateverASourceThrowsIsSaidOfItsImage() {
    Error failure = new StackOverflowError("too deep");
    NoiseImages deep =
        new NoiseImages(5) {
          @Override
          public Image read(int index) {
            throw failure;
          }
        };
    assertThatThrownBy(() -> embedded(new SummingBackend(), deep, 2, 2))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("its decoder failed: java.lang.StackOverflowError: too deep")
        .hasCause(failure);
  }

  @Test
  void failureOfTheBackendIsThrownAndThreadsEnd() throws InterruptedException {
    SummingBackend backend = new SummingBackend();
    HarlException failure = new HarlException("the device is gone");
    backend.beforeRun =
        () -> {
          throw failure;
        };
    Throwable thrown = catchThrowable(() -> embedded(backend, new NoiseImages(1000), 4, 3));
    assertThat(thrown).isSameAs(failure);
    assertNoLoaderThreadLives();
  }

  @Test
  void interruptedCallerIsToldSoAndThreadsEnd() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    NoiseImages hanging =
        new NoiseImages(100) {
          @Override
          public Image read(int index) throws IOException {
            try {
              never.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return super.read(index);
          }
        };
    Thread.currentThread().interrupt();
    Throwable thrown = catchThrowable(() -> embedded(new SummingBackend(), hanging, 4, 3));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown).isInstanceOf(HarlException.class).hasMessageContaining("interrupted");
    assertNoLoaderThreadLives();
  }

  private static void assertNoLoaderThreadLives() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("harl-loader")) {
        thread.join(10_000); // its work is over, its last instructions may not be
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  @Test
  void closedEmbedderSaysSo() {
    Embedder embedder = new Embedder(new SummingBackend(), ENCODER);
    embedder.close();
    embedder.close();
    assertThatThrownBy(() -> embedder.embed(new NoiseImages(1)))
        .isInstanceOf(HarlException.class)
        .hasMessage("embedder: it is closed; open another to embed");
  }

  @Test
  void numbersBelowOneAreRefused() {
    assertThatThrownBy(() -> settings(0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("embedder: batch and threads must be at least 1, got 0 and 1");
    assertThatThrownBy(() -> settings(1, 0)).hasMessageContaining("1 and 0");
    assertThatThrownBy(() -> new EmbedderSettings(1, 1, Duration.ZERO))
        .hasMessage("embedder: the image timeout must be at least 1 ms, got PT0S");
  }
}
