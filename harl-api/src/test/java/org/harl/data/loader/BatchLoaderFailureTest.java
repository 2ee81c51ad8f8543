package org.harl.data.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.harl.data.loader.LoaderRuns.SEED;
import static org.harl.data.loader.LoaderRuns.loader;
import static org.harl.data.loader.LoaderRuns.row;
import static org.harl.data.loader.LoaderRuns.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.harl.data.ImageFolder;
import org.harl.data.TestImages;
import org.harl.draw.Draws;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.ImageDecoder;
import org.harl.image.ImageIoDecoder;
import org.harl.image.Mask;
import org.harl.mask.MaskChoice;
import org.harl.mask.MaskProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.HOURS)
class BatchLoaderFailureTest {
  @TempDir Path root;

  private ImageFolder folder(int count) throws IOException {
    return ImageFolder.of(TestImages.folder(root, count), new ImageIoDecoder());
  }

  @Test
  void corruptImageIsReplacedByTheNextOfTheOrder() throws IOException {
    ImageFolder source = folder(120);
    int[] order = Draws.ofSeed(SEED).fork("order").fork(0).permutation(120);
    Files.write(root.resolve(source.name(order[6])), new byte[] {1, 2, 3});
    for (int threads : new int[] {1, 8}) {
      try (BatchLoader loader = BatchLoader.open(loader(source).withThreads(threads))) {
        loader.next().close();
        try (Batch batch = loader.next()) {
          assertThat(batch.samples()).containsExactly(order[4], order[5], order[7], order[7]);
          assertThat(row(batch.view(1), 2)).isNotEqualTo(row(batch.view(1), 3));
          assertThat(loader.corrupt()).containsExactly(source.name(order[6]));
        }
      }
    }
    assertThat(run(loader(source).withThreads(8))).isEqualTo(run(loader(source).withThreads(1)));
  }

  @Test
  void imageWhoseDecoderHangsOrCrashesIsLeftOutByName() throws IOException {
    String[] bad = {"003.png", "050.png"};
    CountDownLatch never = new CountDownLatch(1);
    ImageIoDecoder right = new ImageIoDecoder();
    ImageDecoder hangs = new Decoder(right, bad[0], () -> awaitIgnoringInterrupts(never));
    ImageDecoder crashes =
        new Decoder(
            hangs,
            bad[1],
            () -> {
              throw new StackOverflowError("too deep");
            });
    ImageFolder source = ImageFolder.of(TestImages.folder(root, 220), crashes);
    Duration limit = Duration.ofSeconds(5); // thousands of times what the others take
    try (BatchLoader loader =
        BatchLoader.open(loader(source).withThreads(3).withImageTimeout(limit))) {
      loader.forEachRemaining(Batch::close);
      assertThat(loader.corrupt()).containsExactly(bad);
    } finally {
      never.countDown();
    }
  }

  @Test
  void closingDoesNotWaitForADecoderThatHangs() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch hanging = new CountDownLatch(1);
    ImageDecoder hangs =
        new Decoder(
            new ImageIoDecoder(),
            "003.png",
            () -> {
              hanging.countDown();
              awaitIgnoringInterrupts(never);
            });
    ImageFolder source = ImageFolder.of(TestImages.folder(root, 4), hangs);
    BatchLoader loader = BatchLoader.open(loader(source).withImageTimeout(Duration.ofHours(1)));
    hanging.await();
    loader.close(); // the class has a timeout
    assertThatThrownBy(loader::next).hasMessageContaining("closed");
    never.countDown();
  }

  private static void awaitIgnoringInterrupts(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // as native code would
      }
    }
  }

  /** Does something before it decodes one file. */
  private record Decoder(ImageDecoder decoder, String file, Runnable before)
      implements ImageDecoder {
    @Override
    public String name() {
      return "faulty";
    }

    @Override
    public int priority() {
      return 0;
    }

    @Override
    public Image decode(String source, byte[] bytes) throws IOException {
      if (source.equals(file)) {
        before.run();
      }
      return decoder.decode(source, bytes);
    }
  }

  @Test
  void moreThanOnePercentCorruptEndsTheRun() throws IOException {
    ImageFolder source = folder(120);
    for (int i : new int[] {3, 50, 90}) {
      Files.write(root.resolve(source.name(i)), new byte[] {1, 2, 3});
    }
    assertThatThrownBy(() -> run(loader(source).withThreads(1)))
        .isExactlyInstanceOf(HarlException.class)
        .hasMessageContaining("2 of 120")
        .hasMessageContaining(".png'");
  }

  @Test
  void failureOfAProviderIsThrownByTheBatchItBelongsTo() throws IOException {
    ImageFolder source = folder(12);
    int sixth = Draws.ofSeed(SEED).fork("order").fork(0).permutation(12)[5];
    RuntimeException bang = new IllegalStateException("bang");
    MaskProvider masks =
        new MaskProvider() {
          @Override
          public String name() {
            return "fails";
          }

          @Override
          public Mask mask(Image image) {
            if (image.source().equals(source.name(sixth))) {
              throw bang;
            }
            return new Mask(
                image.width(), image.height(), new byte[image.width() * image.height()]);
          }
        };
    BatchLoader loader = BatchLoader.open(loader(source).withMasks(MaskChoice.of(masks)));
    loader.next().close();
    assertThatThrownBy(loader::next)
        .isInstanceOf(HarlException.class)
        .hasMessageContaining("'" + source.name(sixth) + "'")
        .hasMessageContaining("bang")
        .hasRootCause(bang);
    assertThatThrownBy(loader::next).hasMessageContaining("closed");
  }

  @Test
  void closingStopsTheThreadsAndMayBeRepeated() throws Exception {
    BatchLoader loader = BatchLoader.open(loader(folder(12)).withEpochs(1000));
    Batch batch = loader.next();
    byte[] before = row(batch.view(1), 0);
    loader.close();
    loader.close();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("harl-loader")) {
        thread.join(); // its work is over, its last instructions may not be
      }
    }
    assertThat(row(batch.view(1), 0)).isEqualTo(before);
    batch.close();
    batch.close();
    assertThatThrownBy(loader::next)
        .isInstanceOf(HarlException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void imageWithoutMaskAmongOthersIsNamed() throws IOException {
    try (BatchLoader loader = BatchLoader.open(loader(new LoaderRuns.Whole(folder(4), 3)))) {
      assertThatThrownBy(loader::next)
          .isInstanceOf(HarlException.class)
          .hasMessageContaining("'003.png' has no mask");
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() throws IOException {
    ImageFolder source = folder(3);
    assertThatThrownBy(() -> BatchLoader.open(loader(source)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("batch of 4 from a source of 3");
    assertThatThrownBy(() -> BatchLoader.open(loader(source).withBatchSize(0)))
        .hasMessageContaining("batch size");
    assertThatThrownBy(() -> BatchLoader.open(loader(source).withBatchSize(1).withThreads(0)))
        .hasMessageContaining("threads");
    assertThatThrownBy(
            () ->
                BatchLoader.open(
                    loader(source).withBatchSize(1).withStartEpoch(0).withStartBatch(4)))
        .hasMessageContaining("batch 4 of an epoch of 3");
  }
}
