package org.harl.data.loader;

import java.time.Duration;
import java.util.List;
import org.harl.augment.AugmentationRecipe;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.mask.MaskChoice;

/** What a loader was asked for, checked. */
record LoaderSettings(
    ImageSource source,
    MaskChoice masks,
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
    Duration imageTimeout) {
  LoaderSettings {
    recipes = List.copyOf(recipes);
    atLeast("batch size", batchSize, 1);
    atLeast("epochs", epochs, 1);
    atLeast("start epoch", startEpoch, 0);
    atLeast("start batch", startBatch, 0);
    atLeast("threads", threads, 1);
    atLeast("prefetch", prefetch, 1);
    atLeast("image cache bytes", imageCacheBytes, 0);
    atLeast("mask cache bytes", maskCacheBytes, 0);
    atLeast("image timeout in milliseconds", imageTimeout.toMillis(), 1);
    if (!masks.any() && recipes.stream().anyMatch(AugmentationRecipe::objectAware)) {
      throw new InvalidInputException(
          "batch loader: crops are object-aware, but there are no masks; say where they come from,"
              + " or take plain crops");
    }
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
