package org.harl.data.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.harl.data.loader.LoaderRuns.loader;
import static org.harl.data.loader.LoaderRuns.row;
import static org.harl.data.loader.LoaderRuns.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.Resampler;
import org.harl.data.ImageFolder;
import org.harl.data.TestImages;
import org.harl.draw.Draws;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.ImageIoDecoder;
import org.harl.image.LabelMap;
import org.harl.image.Mask;
import org.harl.mask.MaskChoice;
import org.harl.mask.MaskProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.HOURS)
class LabelMapBatchesTest {
  private static final int SIZE = 16;

  @TempDir Path root;

  /** Columns of four pixels are regions 10, 11 ..; the first row is in none. */
  private static final class Columns implements MaskProvider {
    final AtomicInteger calls = new AtomicInteger();

    @Override
    public String name() {
      return "columns";
    }

    @Override
    public Mask mask(Image image) {
      return new Mask(image.width(), image.height(), new byte[image.width() * image.height()]);
    }

    @Override
    public LabelMap labels(Image image) {
      calls.incrementAndGet();
      byte[] labels = new byte[image.width() * image.height()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = (byte) (i < image.width() ? LabelMap.NONE : 10 + i % image.width() / 4);
      }
      return new LabelMap(image.width(), image.height(), labels);
    }
  }

  private ImageFolder folder(int count) throws IOException {
    return ImageFolder.of(TestImages.folder(root, count), new ImageIoDecoder());
  }

  private LoaderSettings settings(MaskProvider provider, int regions) throws IOException {
    return loader(folder(13)).withMasks(MaskChoice.of(provider)).withRegions(regions);
  }

  @Test
  void aMapOfLabelsIsCutAndFlippedAsTheViewIs() throws IOException {
    Columns columns = new Columns();
    ImageFolder images = folder(13);
    try (BatchLoader loader = BatchLoader.open(settings(columns, 2));
        Batch batch = loader.next()) {
      for (int slot = 0; slot < batch.size(); slot++) {
        LabelMap map = columns.labels(images.read(batch.samples()[slot]));
        ByteBuffer wanted = ByteBuffer.allocate(SIZE * SIZE);
        new Resampler().labels(map, batch.plans(1).get(slot), SIZE, wanted, 0);
        assertThat(row(batch.mask(1).orElseThrow(), slot)).isEqualTo(wanted.array());
      }
    }
  }

  @Test
  void sampledRegionsAreThoseOfTheViewAndNoneComesTwiceWhereThereAreEnough() throws IOException {
    try (BatchLoader loader = BatchLoader.open(settings(new Columns(), 2))) {
      while (loader.hasNext()) {
        try (Batch batch = loader.next()) {
          for (int slot = 0; slot < batch.size(); slot++) {
            Set<Integer> there = labels(batch, slot);
            Set<Integer> sampled = sampled(batch, slot);
            assertThat(there).containsAll(sampled);
            assertThat(sampled).hasSize(Math.min(2, there.size()));
          }
        }
      }
    }
  }

  private static Set<Integer> labels(Batch batch, int slot) {
    Set<Integer> there = new HashSet<>();
    for (byte label : row(batch.mask(1).orElseThrow(), slot)) {
      there.add(label & 0xff);
    }
    there.remove(LabelMap.NONE);
    return there;
  }

  private static Set<Integer> sampled(Batch batch, int slot) {
    double[] all = batch.regions(1).orElseThrow().toDoubles();
    int count = all.length / batch.size();
    Set<Integer> sampled = new HashSet<>();
    IntStream.range(slot * count, (slot + 1) * count).forEach(i -> sampled.add((int) all[i]));
    return sampled;
  }

  @Test
  void whereAViewHasFewerRegionsAllComeAndSomeAgain() {
    ByteBuffer view = ByteBuffer.wrap(new byte[] {(byte) 255, 7, 7, (byte) 254, 3, 3, 3, 7});
    for (int seed = 0; seed < 50; seed++) {
      int[] five = SampledRegions.of(Draws.ofSeed(seed), view, 1, 3, 5);
      assertThat(Arrays.copyOf(five, 2)).containsExactlyInAnyOrder(7, 254);
      assertThat(five).hasSize(5).containsOnly(7, 254);
    }
    assertThat(SampledRegions.of(Draws.ofSeed(1), view, 0, 1, 3)).containsExactly(-1, -1, -1);
  }

  @Test
  void everyRegionIsSampledAboutAsOften() {
    byte[] labels = new byte[100];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i < 96 ? 0 : i - 95);
    }
    int[] counts = new int[5];
    for (int seed = 0; seed < 5000; seed++) {
      for (int label :
          SampledRegions.of(Draws.ofSeed(seed), ByteBuffer.wrap(labels), 0, labels.length, 2)) {
        counts[label]++;
      }
    }
    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(1850, 2150));
  }

  @Test
  void samplingChangesNoOtherDrawAndDependsOnNoThreadOrCache() throws IOException {
    LoaderSettings two = settings(new Columns(), 2);
    List<String> some = run(two.withThreads(1));
    assertThat(run(two.withRegions(0))).isEqualTo(some);
    assertThat(regions(two.withThreads(4).withMaskCacheBytes(0)))
        .isEqualTo(regions(two.withThreads(1)))
        .doesNotHaveDuplicates();
  }

  private static List<String> regions(LoaderSettings settings) {
    try (BatchLoader loader = BatchLoader.open(settings.withEpochs(2))) {
      return IntStream.range(0, 6)
          .mapToObj(
              i -> {
                try (Batch batch = loader.next()) {
                  return Arrays.toString(batch.regions(1).orElseThrow().toDoubles())
                      + Arrays.toString(batch.regions(2).orElseThrow().toDoubles());
                }
              })
          .toList();
    }
  }

  @Test
  void mapsOfLabelsAreMadeOnceAndKept() throws IOException {
    Columns columns = new Columns();
    run(settings(columns, 0).withEpochs(4).withThreads(1));
    assertThat(columns.calls.get()).isLessThanOrEqualTo(13);
  }

  @Test
  void aMaskIsAMapOfTwoRegionsAndCropsMayLookAtItBesides() throws IOException {
    LoaderRuns.RedMasks red = new LoaderRuns.RedMasks();
    List<AugmentationRecipe> aware =
        List.of(LoaderRuns.ONE.withObjectAwareCrops(), LoaderRuns.TWO.withObjectAwareCrops());
    List<String> masks = run(loader(folder(13)).withMasks(MaskChoice.of(red)).withRecipes(aware));
    List<String> maps = run(settings(red, 2).withRecipes(aware));
    assertThat(maps).isEqualTo(masks);
  }

  @Test
  void aMapOfAnotherSizeIsRefusedInOneLine() throws IOException {
    MaskProvider small =
        new MaskProvider() {
          @Override
          public String name() {
            return "small";
          }

          @Override
          public Mask mask(Image image) {
            return new Mask(2, 2, new byte[4]);
          }
        };
    try (BatchLoader loader = BatchLoader.open(settings(small, 2))) {
      assertThatThrownBy(loader::next)
          .isInstanceOf(HarlException.class)
          .hasMessageMatching("image '.*' has .* pixels, but its mask is a label map 2 x 2");
    }
  }

  @Test
  void regionsWithoutMasksOrOutsideTheirRangeAreRefused() throws IOException {
    assertThatThrownBy(() -> BatchLoader.open(loader(folder(13)).withRegions(3)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("maps of labels are asked for, but there are no masks");
    assertThatThrownBy(() -> BatchLoader.open(settings(new Columns(), 256)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("regions must be 0..255, got 256");
  }
}
