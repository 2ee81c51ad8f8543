package org.harl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.harl.HarlException;
import org.harl.InvalidInputException;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.Draws;
import org.harl.augment.Resampler;
import org.harl.augment.ViewPlan;
import org.harl.mask.Mask;
import org.harl.mask.MaskProvider;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class BatchLoaderTest {
  private static final long SEED = 11;
  private static final AugmentationRecipe ONE = AugmentationRecipe.first(16);
  private static final AugmentationRecipe TWO = AugmentationRecipe.second(12);

  @TempDir Path root;

  private ImageFolder folder(int count) throws IOException {
    return ImageFolder.of(TestImages.folder(root, count), new ImageIoDecoder());
  }

  private static BatchLoaderBuilder loader(ImageSource source) {
    return BatchLoader.of(source).recipes(ONE, TWO).batchSize(4).seed(SEED).threads(2);
  }

  /** Foreground where red is above 127. */
  private static final class RedMasks implements MaskProvider {
    final AtomicInteger calls = new AtomicInteger();

    @Override
    public String name() {
      return "red";
    }

    @Override
    public Mask mask(Image image) {
      calls.incrementAndGet();
      byte[] cells = new byte[image.width() * image.height()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = (byte) (image.rgb()[3 * i] < 0 ? 1 : 0);
      }
      return new Mask(image.width(), image.height(), cells);
    }
  }

  /** Everything a run delivers, as text. */
  private static List<String> run(BatchLoaderBuilder builder) {
    List<String> batches = new ArrayList<>();
    try (BatchLoader loader = builder.open()) {
      while (loader.hasNext()) {
        try (Batch batch = loader.next()) {
          batches.add(
              batch
                  + Arrays.toString(batch.samples())
                  + batch.plans1()
                  + batch.plans2()
                  + hash(batch.view1())
                  + hash(batch.view2())
                  + batch.mask1().map(BatchLoaderTest::hash)
                  + batch.mask2().map(BatchLoaderTest::hash));
        }
      }
    }
    return batches;
  }

  private static String hash(TensorData data) {
    byte[] bytes = new byte[data.shape().size()];
    data.bytes().get(bytes);
    return data + ":" + Arrays.hashCode(bytes);
  }

  @Test
  void batchesDoNotDependOnThreadsPrefetchOrCaches() throws IOException {
    ImageFolder source = folder(30);
    RedMasks masks = new RedMasks();
    List<String> one = run(loader(source).masks(masks).epochs(3).threads(1).prefetch(1));
    List<String> eight = run(loader(source).masks(masks).epochs(3).threads(8).prefetch(5));
    List<String> uncached =
        run(loader(source).masks(masks).epochs(3).imageCacheBytes(0).maskCacheBytes(0));
    assertThat(one).hasSize(3 * 7).doesNotHaveDuplicates();
    assertThat(eight).isEqualTo(one);
    assertThat(uncached).isEqualTo(one);
  }

  @Test
  void runThatGoesOnDeliversWhatTheWholeRunWould() throws IOException {
    ImageFolder source = folder(14);
    List<String> whole = run(loader(source).epochs(4));
    assertThat(run(loader(source).epochs(4).startAt(1, 2))).isEqualTo(whole.subList(5, 12));
    assertThat(run(loader(source).epochs(4).startAt(1, 3))).isEqualTo(whole.subList(6, 12));
    assertThat(run(loader(source).epochs(4).startAt(4, 0))).isEmpty();
  }

  @Test
  void anotherSeedGivesOtherBatches() throws IOException {
    ImageFolder source = folder(8);
    assertThat(run(loader(source).seed(12))).doesNotContainAnyElementsOf(run(loader(source)));
  }

  @Test
  void epochTakesEachImageAtMostOnceInItsOwnOrder() throws IOException {
    ImageFolder source = folder(10);
    List<List<Integer>> epochs = List.of(new ArrayList<>(), new ArrayList<>());
    try (BatchLoader loader = loader(source).epochs(2).open()) {
      assertThat(loader.batchesPerEpoch()).isEqualTo(2);
      while (loader.hasNext()) {
        try (Batch batch = loader.next()) {
          Arrays.stream(batch.samples()).forEach(epochs.get(batch.epoch())::add);
        }
      }
    }
    assertThat(epochs.get(0)).hasSize(8).doesNotHaveDuplicates();
    assertThat(epochs.get(1)).hasSize(8).doesNotHaveDuplicates().isNotEqualTo(epochs.get(0));
    int[] order = Draws.ofSeed(SEED).fork("order").fork(1).permutation(10);
    assertThat(epochs.get(1)).isEqualTo(Arrays.stream(order).limit(8).boxed().toList());
  }

  @Test
  void eachRowIsItsPlanAppliedToItsImageAndMask() throws IOException {
    ImageFolder source = folder(9);
    RedMasks masks = new RedMasks();
    try (BatchLoader loader = loader(source).masks(masks).epochs(2).startAt(1, 0).open();
        Batch batch = loader.next()) {
      assertThat(batch.view1().shape()).isEqualTo(Shape.of(4, 3, 16, 16));
      assertThat(batch.view2().shape()).isEqualTo(Shape.of(4, 3, 12, 12));
      assertThat(batch.mask1().orElseThrow().shape()).isEqualTo(Shape.of(4, 1, 16, 16));
      for (int row = 0; row < 4; row++) {
        int sample = batch.samples()[row];
        Image image = source.read(sample);
        Draws draws = Draws.ofSeed(SEED).fork(1).fork(sample);
        ViewPlan one = ONE.plan(draws.fork(0), image.width(), image.height(), null);
        ViewPlan two = TWO.plan(draws.fork(1), image.width(), image.height(), null);
        assertThat(batch.plans1().get(row)).isEqualTo(one);
        assertThat(batch.plans2().get(row)).isEqualTo(two);
        ByteBuffer view = ByteBuffer.allocate(3 * 12 * 12);
        new Resampler().view(image, two, 12, view, 0);
        assertThat(row(batch.view2(), row)).isEqualTo(view.array());
        ByteBuffer mask = ByteBuffer.allocate(16 * 16);
        new Resampler().mask(masks.mask(image), one, 16, mask, 0);
        assertThat(row(batch.mask1().orElseThrow(), row)).isEqualTo(mask.array());
      }
    }
  }

  private static byte[] row(TensorData data, int row) {
    byte[] bytes = new byte[data.shape().size() / data.shape().dim(0)];
    data.bytes().get(row * bytes.length, bytes);
    return bytes;
  }

  @Test
  void batchesWithoutMaskProviderHaveNoMasks() throws IOException {
    try (BatchLoader loader = loader(folder(4)).open();
        Batch batch = loader.next()) {
      assertThat(loader.masked()).isFalse();
      assertThat(batch.mask1()).isEmpty();
      assertThat(batch.mask2()).isEmpty();
    }
  }

  @Test
  void masksAreMadeOnceWhileTheyFit() throws IOException {
    ImageFolder source = folder(8);
    RedMasks kept = new RedMasks();
    run(loader(source).masks(kept).epochs(3).threads(1));
    assertThat(kept.calls).hasValue(8);
    RedMasks dropped = new RedMasks();
    run(loader(source).masks(dropped).epochs(3).threads(1).maskCacheBytes(0));
    assertThat(dropped.calls).hasValue(24);
  }

  @Test
  void maskOfTheSourceWinsOverTheProvider() throws IOException {
    ImageFolder folder = folder(4);
    RedMasks provider = new RedMasks();
    try (BatchLoader loader = loader(new Whole(folder, 4)).masks(provider).open();
        Batch batch = loader.next()) {
      assertThat(row(batch.mask1().orElseThrow(), 0)).containsOnly(1);
      assertThat(provider.calls).hasValue(0);
    }
  }

  @Test
  void imageWithoutMaskAmongOthersIsNamed() throws IOException {
    try (BatchLoader loader = loader(new Whole(folder(4), 3)).open()) {
      assertThatThrownBy(loader::next)
          .isInstanceOf(HarlException.class)
          .hasMessageContaining("'003.png' has no mask");
    }
  }

  /** A source whose first images have masks that are all foreground; counts its reads. */
  private static final class Whole implements ImageSource {
    final AtomicInteger reads = new AtomicInteger();
    private final ImageSource images;
    private final int masked;

    Whole(ImageSource images, int masked) {
      this.images = images;
      this.masked = masked;
    }

    @Override
    public int size() {
      return images.size();
    }

    @Override
    public String name(int index) {
      return images.name(index);
    }

    @Override
    public Image read(int index) throws IOException {
      reads.incrementAndGet();
      return images.read(index);
    }

    @Override
    public Optional<Mask> mask(int index) {
      if (index >= masked) {
        return Optional.empty();
      }
      try {
        Image image = images.read(index);
        byte[] cells = new byte[image.width() * image.height()];
        Arrays.fill(cells, (byte) 1);
        return Optional.of(new Mask(image.width(), image.height(), cells));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void smallSourceIsDecodedOnce() throws IOException {
    Whole small = new Whole(folder(8), 0);
    run(loader(small).epochs(3).threads(1));
    assertThat(small.reads).hasValue(8);
    Whole large = new Whole(small, 0);
    run(loader(large).epochs(3).threads(1).imageCacheBytes(2000));
    assertThat(large.reads).hasValueGreaterThanOrEqualTo(20);
  }

  @Test
  void corruptImageIsReplacedByTheNextOfTheOrder() throws IOException {
    ImageFolder source = folder(120);
    int[] order = Draws.ofSeed(SEED).fork("order").fork(0).permutation(120);
    Files.write(root.resolve(source.name(order[6])), new byte[] {1, 2, 3});
    for (int threads : new int[] {1, 8}) {
      try (BatchLoader loader = loader(source).threads(threads).open()) {
        loader.next().close();
        try (Batch batch = loader.next()) {
          assertThat(batch.samples()).containsExactly(order[4], order[5], order[7], order[7]);
          assertThat(row(batch.view1(), 2)).isNotEqualTo(row(batch.view1(), 3));
          assertThat(loader.corrupt()).containsExactly(source.name(order[6]));
        }
      }
    }
    assertThat(run(loader(source).threads(8))).isEqualTo(run(loader(source).threads(1)));
  }

  @Test
  void moreThanOnePercentCorruptEndsTheRun() throws IOException {
    ImageFolder source = folder(120);
    for (int i : new int[] {3, 50, 90}) {
      Files.write(root.resolve(source.name(i)), new byte[] {1, 2, 3});
    }
    assertThatThrownBy(() -> run(loader(source)))
        .isInstanceOf(InvalidInputException.class)
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
    BatchLoader loader = loader(source).masks(masks).open();
    loader.next().close();
    assertThatThrownBy(loader::next)
        .isInstanceOf(HarlException.class)
        .hasMessageContaining("'" + source.name(sixth) + "'")
        .hasMessageContaining("bang")
        .hasRootCause(bang);
    assertThatThrownBy(loader::next).hasMessageContaining("closed");
  }

  @Test
  void closingStopsTheThreadsAndMayBeRepeated() throws IOException {
    BatchLoader loader = loader(folder(12)).epochs(1000).open();
    Batch batch = loader.next();
    byte[] before = row(batch.view1(), 0);
    loader.close();
    loader.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("harl-loader") && thread.isAlive());
    assertThat(row(batch.view1(), 0)).isEqualTo(before);
    batch.close();
    batch.close();
    assertThatThrownBy(loader::next)
        .isInstanceOf(HarlException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void buffersOfClosedBatchesAreUsedAgainAndThoseOfOpenOnesAreNot() throws IOException {
    ImageFolder source = folder(8);
    try (BatchLoader loader = loader(source).epochs(20).prefetch(1).open()) {
      List<TensorData> seen = new ArrayList<>();
      Batch held = loader.next();
      while (loader.hasNext()) {
        try (Batch batch = loader.next()) {
          assertThat(batch.view1()).isNotSameAs(held.view1());
          seen.add(batch.view1());
        }
      }
      assertThat(
              IntStream.range(0, seen.size()).mapToObj(i -> System.identityHashCode(seen.get(i))))
          .hasSize(39)
          .satisfies(ids -> assertThat(ids.stream().distinct().count()).isLessThanOrEqualTo(2));
      held.close();
    }
  }

  @Test
  void runEndsAfterItsLastBatch() throws IOException {
    try (BatchLoader loader = loader(folder(4)).open()) {
      loader.next().close();
      assertThat(loader.hasNext()).isFalse();
      assertThatThrownBy(loader::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() throws IOException {
    ImageFolder source = folder(3);
    assertThatThrownBy(() -> loader(source).open())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("batch of 4 from a source of 3");
    assertThatThrownBy(() -> loader(source).batchSize(0).open()).hasMessageContaining("batch size");
    assertThatThrownBy(() -> loader(source).batchSize(1).threads(0).open())
        .hasMessageContaining("threads");
    assertThatThrownBy(() -> loader(source).batchSize(1).startAt(0, 4).open())
        .hasMessageContaining("batch 4 of an epoch of 3");
  }
}
