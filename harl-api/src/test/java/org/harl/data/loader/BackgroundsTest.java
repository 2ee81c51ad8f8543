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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.Background;
import org.harl.augment.Background.Kind;
import org.harl.augment.ViewPlan;
import org.harl.data.ImageFolder;
import org.harl.data.ImageSource;
import org.harl.data.ImageSubset;
import org.harl.data.TestImages;
import org.harl.draw.Draws;
import org.harl.error.InvalidInputException;
import org.harl.image.ImageIoDecoder;
import org.harl.mask.MaskChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundsTest {
  @TempDir Path root;

  private LoaderSettings settings(int images, Background... backgrounds) throws IOException {
    ImageSource source = ImageFolder.of(TestImages.folder(root, images), new ImageIoDecoder());
    List<AugmentationRecipe> recipes =
        List.of(
            LoaderRuns.ONE.withBackground(backgrounds[0]),
            LoaderRuns.TWO.withBackground(backgrounds[backgrounds.length - 1]));
    return loader(source).withMasks(MaskChoice.of(PlainBackgrounds.BLOCKS)).withRecipes(recipes);
  }

  private static Background of(Kind kind, double probability) {
    return new Background(probability, kind);
  }

  @Test
  void aBackgroundIsGreyOrThatOfAnotherImageToTheByteAndTheForegroundStaysWhereItWas()
      throws IOException {
    assertThat(PlainBackgrounds.compare(settings(13, of(Kind.GREY, 1)))).isZero();
    assertThat(PlainBackgrounds.compare(settings(13, of(Kind.SWAP, 1)).withEpochs(8))).isPositive();
    PlainBackgrounds.compare(settings(13, of(Kind.SWAP, .5), of(Kind.GREY, .5)).withEpochs(2));
  }

  @Test
  void theOtherViewIsOfTilesWhereTheViewIs() throws IOException {
    LoaderSettings whole = settings(13, of(Kind.SWAP, 1)).withEpochs(2);
    List<AugmentationRecipe> tiled =
        List.of(whole.recipes().get(0), whole.recipes().get(1).withTiles(3));
    PlainBackgrounds.compare(whole.withRecipes(tiled));
  }

  @Test
  void backgroundsAreReplacedAsOftenAsIsSaidAndNoOtherDrawMoves() throws IOException {
    LoaderSettings half = settings(13, of(Kind.SWAP, .25), of(Kind.GREY, .75)).withEpochs(100);
    int[] replaced = new int[2];
    try (BatchLoader loader = BatchLoader.open(half);
        BatchLoader plain = BatchLoader.open(half.withRecipes(PlainBackgrounds.plain(half)))) {
      while (loader.hasNext()) {
        try (Batch batch = loader.next();
            Batch own = plain.next()) {
          for (int view = 1; view <= 2; view++) {
            assertThat(batch.plans(view))
                .usingRecursiveComparison()
                .ignoringFields("background")
                .isEqualTo(own.plans(view));
            assertThat(own.plans(view)).noneMatch(ViewPlan::background);
            replaced[view - 1] += batch.plans(view).stream().filter(ViewPlan::background).count();
          }
        }
      }
    }
    assertThat(replaced[0]).isBetween(250, 350);
    assertThat(replaced[1]).isBetween(850, 950);
  }

  @Test
  void otherImagesAreAllAlikeLikelyAndNeverTheViewsOwn() {
    int[] counts = new int[5];
    for (int sample = 0; sample < 5000; sample++) {
      counts[Background.other(Draws.ofView(SEED, 3, sample, 1), 2, 5)]++;
    }
    assertThat(counts[2]).isZero();
    assertThat(IntStream.of(0, 1, 3, 4).map(i -> counts[i]).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(1150, 1350));
  }

  @Test
  void viewsDependOnNoThreadNoCacheAndNotOnWhereARunGoesOn() throws IOException {
    LoaderSettings swap = settings(13, of(Kind.SWAP, .5)).withEpochs(2);
    List<String> all = run(swap.withThreads(1));
    assertThat(run(swap.withThreads(4))).isEqualTo(all);
    assertThat(run(swap.withThreads(4).withImageCacheBytes(0).withMaskCacheBytes(0)))
        .isEqualTo(all);
    assertThat(run(swap.withStartEpoch(1).withStartBatch(1))).isEqualTo(all.subList(4, 6));
    assertThat(run(swap.withRecipes(PlainBackgrounds.plain(swap))))
        .doesNotContainAnyElementsOf(all);
  }

  @Test
  void anotherImageThatCannotBeReadIsLeftOutAndTheNextGivesItsBackground() throws IOException {
    LoaderSettings swap =
        settings(120, of(Kind.SWAP, 1)).withMasks(MaskChoice.of(PlainBackgrounds.BLOCKS));
    int shown = Draws.ofSeed(SEED).fork("order").fork(0).permutation(120)[0];
    int other = Background.other(Draws.ofView(SEED, 0, shown, 0), shown, 120);
    byte[] whole = firstView(swap);
    Files.write(root.resolve(swap.source().name(other)), new byte[] {1, 2, 3});
    byte[] next = firstView(swap);
    assertThat(next).isNotEqualTo(whole);
    assertThat(firstView(swap.withThreads(7))).isEqualTo(next);
    try (BatchLoader loader = BatchLoader.open(swap.withThreads(1))) {
      loader.next().close();
      assertThat(loader.corrupt()).containsExactly(swap.source().name(other));
    }
  }

  private static byte[] firstView(LoaderSettings settings) {
    try (BatchLoader loader = BatchLoader.open(settings);
        Batch batch = loader.next()) {
      return row(batch.view(1), 0);
    }
  }

  @Test
  void mapsOfLabelsAreThoseOfTheViewWhateverItsBackground() throws IOException {
    LoaderSettings swap = settings(13, of(Kind.SWAP, 1)).withRegions(2);
    List<String> pixels = new ArrayList<>();
    for (List<AugmentationRecipe> recipes : List.of(swap.recipes(), PlainBackgrounds.plain(swap))) {
      try (BatchLoader loader = BatchLoader.open(swap.withRecipes(recipes));
          Batch batch = loader.next()) {
        pixels.add(Arrays.toString(row(batch.view(1), 1)));
        assertThat(batch.mask(1).orElseThrow().toDoubles()).contains(0, 1);
        pixels.add(Arrays.toString(batch.mask(1).orElseThrow().toDoubles()));
      }
    }
    assertThat(pixels.get(1)).isEqualTo(pixels.get(3));
    assertThat(pixels.get(0)).isNotEqualTo(pixels.get(2));
  }

  @Test
  void backgroundsWithoutMasksOrWithoutAnotherImageAreRefusedInOneLine() throws IOException {
    LoaderSettings swap = settings(13, of(Kind.SWAP, .5));
    assertThatThrownBy(() -> BatchLoader.open(swap.withMasks(MaskChoice.none())))
        .isExactlyInstanceOf(InvalidInputException.class)
        .hasMessage(
            "batch loader: backgrounds are replaced, but there are no masks; say where they come"
                + " from, or keep the backgrounds");
    ImageSource one = new ImageSubset(swap.source(), 3);
    assertThatThrownBy(() -> BatchLoader.open(swap.withSource(one).withBatchSize(1)))
        .isExactlyInstanceOf(InvalidInputException.class)
        .hasMessage(
            "batch loader: backgrounds are those of other images, but the source has only one; make"
                + " them grey, or keep them");
    assertThatThrownBy(() -> of(Kind.GREY, 1.5))
        .isExactlyInstanceOf(InvalidInputException.class)
        .hasMessage("augmentation: background probability must be within 0..1, got 1.5");
  }
}
