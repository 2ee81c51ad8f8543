package org.harl.data.loader;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.harl.augment.AugmentationRecipe;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.image.LabelMap;
import org.harl.mask.MaskChoice;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link BatchLoader} makes batches of, and how; {@link BatchLoader#open} checks it.
 *
 * @param source the images
 * @param masks where masks come from; null (default) for the source's own, if it has any
 * @param regions how many regions of a view are sampled, 0..255, of maps of labels, which come in
 *     the place of masks; null (default) for masks
 * @param recipes how the views of each image are drawn, one or more; default T and T' at 224 pixels
 * @param batchSize images a batch, at most those of the source; default 256
 * @param epochs the number of epochs of the run, counted from epoch 0; default 1
 * @param startEpoch where a run goes on, from 0 (default)
 * @param startBatch the first batch of that epoch that is made, from 0 (default)
 * @param seed what order and views are drawn from; default 0
 * @param threads that decode and resample; default one a processor
 * @param prefetch batches made ahead of the caller, the one being made included; default 2
 * @param imageCacheBytes a source whose decoded images need no more than this is decoded once and
 *     kept; 0 keeps none. Default 512 MiB or a quarter of the heap, whichever is less
 * @param maskCacheBytes masks are kept at one bit a pixel, maps of labels compressed, up to this
 *     many bytes, and those beyond are made again each time. Default 256 MiB or an eighth of the
 *     heap, whichever is less
 * @param imageTimeout how long an image may take to be read and decoded, at least 1 ms; one that
 *     takes longer is left out like one that is damaged. Default one minute
 */
@RecordBuilder
public record LoaderSettings(
    ImageSource source,
    @Nullable MaskChoice masks,
    @Nullable Integer regions,
    List<AugmentationRecipe> recipes,
    int batchSize,
    int epochs,
    int startEpoch,
    int startBatch,
    long seed,
    int threads,
    int prefetch,
    long imageCacheBytes,
    long maskCacheBytes,
    Duration imageTimeout)
    implements LoaderSettingsBuilder.With {
  private static final long MEBIBYTE = 1L << 20;

  /** Copies the recipes. */
  public LoaderSettings {
    recipes = List.copyOf(recipes);
  }

  /**
   * {@return the defaults for these images}
   *
   * @param source read by the loader's threads
   */
  public static LoaderSettings of(ImageSource source) {
    long heap = Runtime.getRuntime().maxMemory();
    return new LoaderSettings(
        source,
        null,
        null,
        List.of(AugmentationRecipe.first(224), AugmentationRecipe.second(224)),
        256,
        1,
        0,
        0,
        0,
        Runtime.getRuntime().availableProcessors(),
        2,
        Math.min(512 * MEBIBYTE, heap / 4),
        Math.min(256 * MEBIBYTE, heap / 8),
        ImageSource.USUAL_TIME_LIMIT);
  }

  /** With masks chosen, and checked. */
  LoaderSettings checked() {
    MaskChoice chosen = masks == null ? MaskChoice.ownIfAny(source) : masks;
    check(chosen);
    return withMasks(chosen);
  }

  /** Where masks come from, of settings that are checked. */
  MaskChoice chosen() {
    return Objects.requireNonNull(masks);
  }

  private void check(MaskChoice chosen) {
    atLeast("batch size", batchSize, 1);
    atLeast("epochs", epochs, 1);
    atLeast("start epoch", startEpoch, 0);
    atLeast("start batch", startBatch, 0);
    atLeast("threads", threads, 1);
    atLeast("prefetch", prefetch, 1);
    atLeast("image cache bytes", imageCacheBytes, 0);
    atLeast("mask cache bytes", maskCacheBytes, 0);
    atLeast("image timeout in milliseconds", imageTimeout.toMillis(), 1);
    checkRegions(chosen);
    checkRecipes(chosen);
    checkSequences();
    if (source.size() < batchSize) {
      throw new InvalidInputException(
          "batch loader: a batch of "
              + batchSize
              + " from a source of "
              + source.size()
              + " images; only whole batches are made: choose a batch size of at most "
              + source.size());
    }
    if (startBatch > source.size() / batchSize) {
      throw new InvalidInputException(
          "batch loader: start at batch "
              + startBatch
              + " of an epoch of "
              + source.size() / batchSize
              + " batches");
    }
  }

  private void checkRecipes(MaskChoice chosen) {
    if (!chosen.any() && recipes.stream().anyMatch(AugmentationRecipe::objectAware)) {
      throw new InvalidInputException(
          "batch loader: crops are object-aware, but there are no masks; say where they come from,"
              + " or take plain crops");
    }
    if (!chosen.any() && recipes.stream().anyMatch(recipe -> recipe.background().any())) {
      throw new InvalidInputException(
          "batch loader: backgrounds are replaced, but there are no masks; say where they come"
              + " from, or keep the backgrounds");
    }
    if (source.size() < 2 && recipes.stream().anyMatch(recipe -> recipe.background().swaps())) {
      throw new InvalidInputException(
          "batch loader: backgrounds are those of other images, but the source has only one; make"
              + " them grey, or keep them");
    }
  }

  private void checkSequences() {
    int held =
        source
            .sequences()
            .map(s -> s.sizes().stream().mapToInt(Integer::intValue).sum())
            .orElse(source.size());
    if (held != source.size()) {
      throw new InvalidInputException(
          "batch loader: the source's sequences hold " + held + " images, it " + source.size());
    }
  }

  private void checkRegions(MaskChoice chosen) {
    if (regions != null && (regions < 0 || regions > LabelMap.NONE)) {
      throw new InvalidInputException(
          "batch loader: regions must be 0.." + LabelMap.NONE + ", got " + regions);
    }
    if (regions != null && !chosen.any()) {
      throw new InvalidInputException(
          "batch loader: maps of labels are asked for, but there are no masks; say where they come"
              + " from");
    }
  }

  /** Whether samples have masks: for the batch, or for views that look at them. */
  boolean readsMasks() {
    return chosen().any()
        && (regions == null || recipes.stream().anyMatch(AugmentationRecipe::looksAtMasks));
  }

  private static void atLeast(String what, long value, long low) {
    if (value < low) {
      throw new InvalidInputException(
          "batch loader: " + what + " must be at least " + low + ", got " + value);
    }
  }

  int batchesPerEpoch() {
    return source.size() / batchSize;
  }

  /** Batches are counted through all epochs. */
  long firstBatch() {
    return (long) startEpoch * batchesPerEpoch() + startBatch;
  }

  long endBatch() {
    return (long) epochs * batchesPerEpoch();
  }
}
