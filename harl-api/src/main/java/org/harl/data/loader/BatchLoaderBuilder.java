package org.harl.data.loader;

import java.time.Duration;
import java.util.List;
import org.harl.augment.AugmentationRecipe;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.mask.MaskChoice;
import org.harl.mask.MaskProvider;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link BatchLoader}; each has a default, and {@link #open} checks them. */
public final class BatchLoaderBuilder {
  private static final long MEBIBYTE = 1L << 20;

  private final ImageSource source;
  private @Nullable MaskChoice masks;
  private List<AugmentationRecipe> recipes =
      List.of(AugmentationRecipe.first(224), AugmentationRecipe.second(224));
  private int batchSize = 256;
  private int epochs = 1;
  private int startEpoch;
  private int startBatch;
  private long seed;
  private int threads = Runtime.getRuntime().availableProcessors();
  private int prefetch = 2;
  private long imageCacheBytes = Math.min(512 * MEBIBYTE, Runtime.getRuntime().maxMemory() / 4);
  private Duration imageTimeout = Duration.ofMinutes(1);
  private long maskCacheBytes = Math.min(256 * MEBIBYTE, Runtime.getRuntime().maxMemory() / 8);

  BatchLoaderBuilder(ImageSource source) {
    this.source = source;
  }

  /** Where masks come from; default the source, if it has any. */
  public BatchLoaderBuilder masks(MaskChoice choice) {
    masks = choice;
    return this;
  }

  /** Masks from a provider. */
  public BatchLoaderBuilder masks(MaskProvider provider) {
    return masks(MaskChoice.of(provider));
  }

  /** How the views of each image are drawn, one or more; default T and T' at 224 pixels. */
  public BatchLoaderBuilder recipes(List<AugmentationRecipe> views) {
    recipes = List.copyOf(views);
    return this;
  }

  /** Images a batch, at most those of the source; default 256. */
  public BatchLoaderBuilder batchSize(int images) {
    batchSize = images;
    return this;
  }

  /** The number of epochs of the run, counted from epoch 0; default 1. */
  public BatchLoaderBuilder epochs(int count) {
    epochs = count;
    return this;
  }

  /** Where a run goes on: the first batch to make; default the first of epoch 0. */
  public BatchLoaderBuilder startAt(int epoch, int batch) {
    startEpoch = epoch;
    startBatch = batch;
    return this;
  }

  /** What order and views are drawn from; default 0. */
  public BatchLoaderBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Threads that decode and resample; default one a processor. */
  public BatchLoaderBuilder threads(int count) {
    threads = count;
    return this;
  }

  /** Batches made ahead of the caller, the one being made included; default 2. */
  public BatchLoaderBuilder prefetch(int batches) {
    prefetch = batches;
    return this;
  }

  /**
   * A source whose decoded images need no more than this many bytes is decoded once and kept; 0
   * keeps none. Default 512 MiB or a quarter of the heap, whichever is less.
   */
  public BatchLoaderBuilder imageCacheBytes(long bytes) {
    imageCacheBytes = bytes;
    return this;
  }

  /**
   * Masks are kept at one bit a pixel up to this many bytes, and those beyond are made again each
   * time. Default 256 MiB or an eighth of the heap, whichever is less.
   */
  public BatchLoaderBuilder maskCacheBytes(long bytes) {
    maskCacheBytes = bytes;
    return this;
  }

  /**
   * How long an image may take to be read and decoded; one that takes longer is left out like one
   * that is damaged. Default one minute.
   */
  public BatchLoaderBuilder imageTimeout(Duration limit) {
    imageTimeout = limit;
    return this;
  }

  /**
   * Starts the loader's threads.
   *
   * @throws InvalidInputException if a setting is out of its range
   */
  public BatchLoader open() {
    return new BatchLoader(
        new LoaderSettings(
            source,
            masks == null ? MaskChoice.ownIfAny(source) : masks,
            recipes,
            batchSize,
            epochs,
            startEpoch,
            startBatch,
            seed,
            threads,
            prefetch,
            imageCacheBytes,
            maskCacheBytes,
            imageTimeout));
  }
}
