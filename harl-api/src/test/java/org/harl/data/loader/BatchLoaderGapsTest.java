package org.harl.data.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.harl.data.loader.LoaderRuns.SEED;
import static org.harl.data.loader.LoaderRuns.loader;
import static org.harl.data.loader.LoaderRuns.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.harl.data.ImageFolder;
import org.harl.data.ImageSubset;
import org.harl.data.TestImages;
import org.harl.draw.Draws;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.ImageIoDecoder;
import org.harl.image.Mask;
import org.harl.mask.MaskChoice;
import org.harl.mask.MaskProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchLoaderGapsTest {
  @TempDir Path root;

  private ImageFolder folder(int count) throws IOException {
    return ImageFolder.of(TestImages.folder(root, count), new ImageIoDecoder());
  }

  /** A provider that finds nothing in some images. */
  private record Unannotated(Set<String> names) implements MaskProvider {
    @Override
    public String name() {
      return "gaps";
    }

    @Override
    public Mask mask(Image image) {
      if (names.contains(image.source())) {
        throw new InvalidInputException("masks: image '" + image.source() + "' has no mask");
      }
      return new Mask(image.width(), image.height(), new byte[image.width() * image.height()]);
    }
  }

  @Test
  void imageWithoutAMaskIsReplacedByTheNextOfTheOrder() throws IOException {
    ImageFolder source = folder(120);
    int[] order = Draws.ofSeed(SEED).fork("order").fork(0).permutation(120);
    MaskProvider gaps = new Unannotated(Set.of(source.name(order[6])));
    for (long cache : new long[] {0, 1 << 20}) {
      try (BatchLoader loader =
          BatchLoader.open(
              loader(source).withMasks(MaskChoice.of(gaps)).withImageCacheBytes(cache))) {
        loader.next().close();
        try (Batch batch = loader.next()) {
          assertThat(batch.samples()).containsExactly(order[4], order[5], order[7], order[7]);
          assertThat(loader.corrupt()).containsExactly(source.name(order[6]));
        }
      }
    }
    assertThat(run(loader(source).withMasks(MaskChoice.of(gaps)).withThreads(8)))
        .isEqualTo(run(loader(source).withMasks(MaskChoice.of(gaps)).withThreads(1)));
  }

  @Test
  void moreThanOnePercentWithoutAMaskEndsTheRun() throws IOException {
    MaskProvider gaps = new Unannotated(Set.of("003.png", "050.png"));
    assertThatThrownBy(() -> run(loader(folder(120)).withMasks(MaskChoice.of(gaps)).withThreads(1)))
        .isExactlyInstanceOf(HarlException.class)
        .hasMessageContaining(
            "cannot be read or have no mask: 2 of 120 so far, '003.png', '050.png'")
        .hasMessageContaining(" has no mask. Repair or remove them");
  }

  @Test
  void masksThatAreNotWantedAreNotReadAndThoseOfOneImageAreEnoughToBeTheSourcesOwn()
      throws IOException {
    LoaderRuns.Whole first = new LoaderRuns.Whole(folder(120), 1);
    try (BatchLoader loader = BatchLoader.open(loader(first).withMasks(MaskChoice.none()));
        Batch batch = loader.next()) {
      assertThat(batch.mask(1)).isEmpty();
    }
    assertThat(MaskChoice.ownIfAny(first)).isEqualTo(MaskChoice.own());
    assertThat(MaskChoice.ownIfAny(new ImageSubset(first, 1, 2))).isEqualTo(MaskChoice.none());
    assertThat(MaskChoice.ownIfAny(new ImageSubset(first, 1, 0))).isEqualTo(MaskChoice.own());
    assertThatThrownBy(() -> run(loader(first).withMasks(MaskChoice.own()).withThreads(1)))
        .isExactlyInstanceOf(HarlException.class)
        .hasMessageContaining("' has no mask, its source's own are asked for: add it, or give");
  }

  @Test
  void objectAwareCropsWithoutMasksAreRefused() throws IOException {
    ImageFolder source = folder(4);
    assertThatThrownBy(
            () ->
                BatchLoader.open(
                    loader(source).withRecipes(List.of(LoaderRuns.ONE.withObjectAwareCrops()))))
        .isExactlyInstanceOf(InvalidInputException.class)
        .hasMessage(
            "batch loader: crops are object-aware, but there are no masks; say where they come"
                + " from, or take plain crops");
  }
}
