package org.harl.data.loader;

import org.harl.data.reading.LoaderThreads;
import org.harl.draw.Draws;
import org.jspecify.annotations.Nullable;

/** The batches of a run of epochs, each epoch in an order of its own. */
final class DrawnBatches implements LoaderThreads.Batches<Assembly> {
  private final LoaderSettings settings;
  private final SampleReader reader;
  private int orderEpoch = -1;
  private int[] order = new int[0];

  DrawnBatches(LoaderSettings settings, SampleReader reader) {
    this.settings = settings;
    this.reader = reader;
  }

  @Override
  public long first() {
    return settings.firstBatch();
  }

  @Override
  public long end() {
    return settings.endBatch();
  }

  @Override
  public Assembly open(long number, @Nullable Assembly spent) {
    int epoch = (int) (number / settings.batchesPerEpoch());
    int index = (int) (number % settings.batchesPerEpoch());
    if (epoch != orderEpoch) {
      Draws draws = Draws.ofSeed(settings.seed()).fork("order").fork(epoch);
      order =
          settings
              .source()
              .sequences()
              .map(sequences -> ShuffledSequences.order(draws, sequences))
              .orElseGet(() -> draws.permutation(settings.source().size()));
      orderEpoch = epoch;
    }
    BatchBuffers buffers =
        spent == null
            ? BatchBuffers.allocate(settings.batchSize(), settings.recipes(), reader.masked())
            : spent.buffers;
    return new Assembly(epoch, index, order, buffers, settings.batchSize());
  }

  @Override
  public int slots(Assembly batch) {
    return batch.samples.length;
  }

  @Override
  public ViewWriter writer() {
    return new ViewWriter(settings, reader);
  }
}
