package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.harl.HarlException;
import org.harl.InvalidInputException;
import org.harl.augment.Draws;
import org.harl.augment.EvalView;
import org.harl.augment.Resampler;
import org.harl.data.Image;
import org.harl.data.ImageSource;
import org.harl.model.StateDict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmbedderTest {
  private static final int SIDE = 4;
  private static final TrainedEncoder ENCODER =
      new TrainedEncoder((scope, images) -> images, SIDE, new StateDict(Map.of()));

  /** Pixels drawn from the index, of several sizes. */
  private static class Noise implements ImageSource {
    private final int size;
    final AtomicInteger reads = new AtomicInteger();

    Noise(int size) {
      this.size = size;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public String name(int index) {
      return "noise" + index;
    }

    @Override
    public Image read(int index) throws IOException {
      reads.incrementAndGet();
      int width = SIDE + index % 3;
      int height = SIDE + index % 5;
      byte[] rgb = new byte[3 * width * height];
      Draws draws = Draws.ofSeed(index);
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) draws.below(i, 256);
      }
      return new Image(name(index), width, height, rgb);
    }
  }

  /** Some of its images cannot be read. */
  private static final class Broken extends Noise {
    private final List<Integer> broken;

    Broken(int size, Integer... broken) {
      super(size);
      this.broken = List.of(broken);
    }

    @Override
    public Image read(int index) throws IOException {
      if (broken.contains(index)) {
        throw new IOException("broken " + index);
      }
      return super.read(index);
    }
  }

  private static float[][] embedded(
      SummingBackend backend, ImageSource images, int batch, int threads) throws IOException {
    try (Embedder embedder = new Embedder(backend, ENCODER, batch, threads)) {
      return embedder.embed(images);
    }
  }

  private static float[] byHand(Noise images, int index) throws IOException {
    ByteBuffer view = ByteBuffer.allocate(3 * SIDE * SIDE);
    new EvalView(SIDE).view(new Resampler(), images.read(index), view, 0);
    return SummingBackend.sums(view, 0, SIDE * SIDE);
  }

  @Test
  void vectorsAreInTheOrderOfTheImagesWhateverTheNumberOfThreads() throws IOException {
    Noise images = new Noise(150);
    float[][] expected = new float[150][];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = byHand(images, i);
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
    assertThat(embedded(backend, new Noise(images), batch, 2)).hasNumberOfRows(images);
    return backend.runs;
  }

  @Test
  void rowsWithoutAnImageAreZero() throws IOException {
    SummingBackend backend = new SummingBackend();
    embedded(backend, new Noise(8 * 9 + 5), 8, 2);
    assertThat(backend.lastRows).hasDimensions(8, 3);
    for (int i = 5; i < 8; i++) {
      assertThat(backend.lastRows[i]).containsOnly(0);
    }
  }

  @Test
  void oneSessionAndOneProgramOfEachSizeServeAllCalls() throws IOException {
    SummingBackend backend = new SummingBackend();
    try (Embedder embedder = new Embedder(backend, ENCODER, 16, 2)) {
      for (int i = 0; i < 3; i++) {
        embedder.embed(new Noise(35));
        embedder.embed(new Noise(1));
      }
    }
    assertThat(backend.sessions).isEqualTo(1);
    assertThat(backend.compiled).containsExactly(16, 4, 1);
    assertThat(backend.open).isZero();
  }

  @Test
  void callersOnSeveralThreadsEachGetTheirVectors() throws Exception {
    try (Embedder embedder = new Embedder(new SummingBackend(), ENCODER, 8, 2);
        Embedder alone = new Embedder(new SummingBackend(), ENCODER, 8, 2)) {
      List<Callable<float[][]>> calls = new ArrayList<>();
      for (int caller = 0; caller < 4; caller++) {
        calls.add(() -> embedder.embed(new Noise(100)));
      }
      ExecutorService callers = Executors.newFixedThreadPool(calls.size());
      try {
        float[][] expected = alone.embed(new Noise(100));
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
    Noise images = new Noise(300);
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
              () -> embedded(new SummingBackend(), new Broken(100, 71, 43, 44, 12), 16, threads))
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("broken 12");
    }
  }

  @Test
  void whateverASourceThrowsIsThrown() {
    Error failure = new StackOverflowError("too deep");
    Noise deep =
        new Noise(5) {
          @Override
          public Image read(int index) {
            throw failure;
          }
        };
    assertThat(catchThrowable(() -> embedded(new SummingBackend(), deep, 2, 2))).isSameAs(failure);
  }

  @Test
  void failureOfTheBackendIsThrownAndThreadsEnd() throws InterruptedException {
    SummingBackend backend = new SummingBackend();
    HarlException failure = new HarlException("the device is gone");
    backend.beforeRun =
        () -> {
          throw failure;
        };
    Throwable thrown = catchThrowable(() -> embedded(backend, new Noise(1000), 4, 3));
    assertThat(thrown).isSameAs(failure);
    assertNoLoaderThreadLives();
  }

  @Test
  void interruptedCallerIsToldSoAndThreadsEnd() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Noise hanging =
        new Noise(100) {
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
    assertThatThrownBy(() -> embedder.embed(new Noise(1)))
        .isInstanceOf(HarlException.class)
        .hasMessage("embedder: it is closed; open another to embed");
  }

  @Test
  void numbersBelowOneAreRefused() {
    SummingBackend backend = new SummingBackend();
    assertThatThrownBy(() -> new Embedder(backend, ENCODER, 0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("embedder: batch and threads must be at least 1, got 0 and 1");
    assertThatThrownBy(() -> new Embedder(backend, ENCODER, 1, 0)).hasMessageContaining("1 and 0");
    assertThat(backend.sessions).isZero();
  }
}
