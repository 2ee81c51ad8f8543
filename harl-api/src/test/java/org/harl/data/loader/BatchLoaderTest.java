package org.harl.data.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.harl.data.loader.LoaderRuns.ONE;
import static org.harl.data.loader.LoaderRuns.SEED;
import static org.harl.data.loader.LoaderRuns.TWO;
import static org.harl.data.loader.LoaderRuns.loader;
import static org.harl.data.loader.LoaderRuns.row;
import static org.harl.data.loader.LoaderRuns.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.harl.augment.Resampler;
import org.harl.augment.ViewPlan;
import org.harl.data.ImageFolder;
import org.harl.data.TestImages;
import org.harl.draw.Draws;
import org.harl.image.Image;
import org.harl.image.ImageIoDecoder;
import org.harl.mask.MaskChoice;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.HOURS)
class BatchLoaderTest {
  @TempDir Path root;

  private ImageFolder folder(int count) throws IOException {
    return ImageFolder.of(TestImages.folder(root, count), new ImageIoDecoder());
  }

  @Test
  void batchesDoNotDependOnThreadsPrefetchOrCaches() throws IOException {
    ImageFolder source = folder(30);
    LoaderRuns.RedMasks masks = new LoaderRuns.RedMasks();
    List<String> one =
        run(
            loader(source)
                .withMasks(MaskChoice.of(masks))
                .withEpochs(3)
                .withThreads(1)
                .withPrefetch(1));
    List<String> eight =
        run(
            loader(source)
                .withMasks(MaskChoice.of(masks))
                .withEpochs(3)
                .withThreads(8)
                .withPrefetch(5));
    List<String> uncached =
        run(
            loader(source)
                .withMasks(MaskChoice.of(masks))
                .withEpochs(3)
                .withImageCacheBytes(0)
                .withMaskCacheBytes(0));
    assertThat(one).hasSize(3 * 7).doesNotHaveDuplicates();
    assertThat(eight).isEqualTo(one);
    assertThat(uncached).isEqualTo(one);
  }

  @Test
  void runThatGoesOnDeliversWhatTheWholeRunWould() throws IOException {
    ImageFolder source = folder(14);
    List<String> whole = run(loader(source).withEpochs(4));
    assertThat(run(loader(source).withEpochs(4).withStartEpoch(1).withStartBatch(2)))
        .isEqualTo(whole.subList(5, 12));
    assertThat(run(loader(source).withEpochs(4).withStartEpoch(1).withStartBatch(3)))
        .isEqualTo(whole.subList(6, 12));
    assertThat(run(loader(source).withEpochs(4).withStartEpoch(4))).isEmpty();
    assertThat(run(loader(source).withEpochs(4).withStartEpoch(9).withStartBatch(1))).isEmpty();
  }

  @Test
  void anotherSeedGivesOtherBatches() throws IOException {
    ImageFolder source = folder(8);
    assertThat(run(loader(source).withSeed(12))).doesNotContainAnyElementsOf(run(loader(source)));
  }

  @Test
  void epochTakesEachImageAtMostOnceInItsOwnOrder() throws IOException {
    ImageFolder source = folder(10);
    List<List<Integer>> epochs = List.of(new ArrayList<>(), new ArrayList<>());
    try (BatchLoader loader = BatchLoader.open(loader(source).withEpochs(2))) {
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
    LoaderRuns.RedMasks masks = new LoaderRuns.RedMasks();
    try (BatchLoader loader =
            BatchLoader.open(
                loader(source).withMasks(MaskChoice.of(masks)).withEpochs(2).withStartEpoch(1));
        Batch batch = loader.next()) {
      assertThat(batch.view(1).shape()).isEqualTo(Shape.of(4, 3, 16, 16));
      assertThat(batch.view(2).shape()).isEqualTo(Shape.of(4, 3, 12, 12));
      assertThat(batch.mask(1).orElseThrow().shape()).isEqualTo(Shape.of(4, 1, 16, 16));
      for (int row = 0; row < 4; row++) {
        int sample = batch.samples()[row];
        Image image = source.read(sample);
        Draws first = Draws.ofView(SEED, 1, sample, 0);
        ViewPlan one = ONE.plan(first, image.width(), image.height(), null);
        Draws second = Draws.ofView(SEED, 1, sample, 1);
        ViewPlan two = TWO.plan(second, image.width(), image.height(), null);
        assertThat(batch.plans(1).get(row)).isEqualTo(one);
        assertThat(batch.plans(2).get(row)).isEqualTo(two);
        ByteBuffer view = ByteBuffer.allocate(3 * 12 * 12);
        new Resampler().view(image, two, 12, view, 0);
        assertThat(row(batch.view(2), row)).isEqualTo(view.array());
        ByteBuffer mask = ByteBuffer.allocate(16 * 16);
        new Resampler().mask(masks.mask(image), one, 16, mask, 0);
        assertThat(row(batch.mask(1).orElseThrow(), row)).isEqualTo(mask.array());
      }
    }
  }

  @Test
  void batchesWithoutMaskProviderHaveNoMasks() throws IOException {
    try (BatchLoader loader = BatchLoader.open(loader(folder(4)));
        Batch batch = loader.next()) {
      assertThat(loader.masked()).isFalse();
      assertThat(batch.mask(1)).isEmpty();
      assertThat(batch.mask(2)).isEmpty();
    }
  }

  @Test
  void masksAreMadeOnceWhileTheyFit() throws IOException {
    ImageFolder source = folder(8);
    LoaderRuns.RedMasks kept = new LoaderRuns.RedMasks();
    run(loader(source).withMasks(MaskChoice.of(kept)).withEpochs(3).withThreads(1));
    assertThat(kept.calls).hasValue(8);
    LoaderRuns.RedMasks dropped = new LoaderRuns.RedMasks();
    run(
        loader(source)
            .withMasks(MaskChoice.of(dropped))
            .withEpochs(3)
            .withThreads(1)
            .withMaskCacheBytes(0));
    assertThat(dropped.calls).hasValue(24);
  }

  @Test
  void providerWinsOverTheMaskOfTheSource() throws IOException {
    LoaderRuns.Whole source = new LoaderRuns.Whole(folder(4), 4);
    LoaderRuns.RedMasks provider = new LoaderRuns.RedMasks();
    try (BatchLoader loader = BatchLoader.open(loader(source));
        Batch batch = loader.next()) {
      assertThat(row(batch.mask(1).orElseThrow(), 0)).containsOnly(1);
    }
    try (BatchLoader loader = BatchLoader.open(loader(source).withMasks(MaskChoice.of(provider)));
        Batch batch = loader.next()) {
      assertThat(row(batch.mask(1).orElseThrow(), 0)).contains(0);
      assertThat(provider.calls).hasValue(4);
    }
  }

  @Test
  void smallSourceIsDecodedOnce() throws IOException {
    LoaderRuns.Whole small = new LoaderRuns.Whole(folder(8), 0);
    run(loader(small).withEpochs(3).withThreads(1));
    assertThat(small.reads).hasValue(8);
    LoaderRuns.Whole large = new LoaderRuns.Whole(small, 0);
    run(loader(large).withEpochs(3).withThreads(1).withImageCacheBytes(2000));
    assertThat(large.reads).hasValueGreaterThanOrEqualTo(20);
  }

  @Test
  void buffersOfClosedBatchesAreUsedAgainAndThoseOfOpenOnesAreNot() throws IOException {
    ImageFolder source = folder(8);
    try (BatchLoader loader = BatchLoader.open(loader(source).withEpochs(20).withPrefetch(1))) {
      List<TensorData> seen = new ArrayList<>();
      Batch held = loader.next();
      while (loader.hasNext()) {
        try (Batch batch = loader.next()) {
          assertThat(batch.view(1)).isNotSameAs(held.view(1));
          seen.add(batch.view(1));
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
    try (BatchLoader loader = BatchLoader.open(loader(folder(4)))) {
      loader.next().close();
      assertThat(loader.hasNext()).isFalse();
      assertThatThrownBy(loader::next).isInstanceOf(NoSuchElementException.class);
    }
  }
}
