package org.harl.data.loader;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import org.harl.data.reading.LoaderThreads;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;

/**
 * Makes the batches of a run of epochs on threads of its own, a few ahead of the caller. Which
 * images, which views and every pixel depend on the source, the recipes, the batch size and the
 * seed only: never on the number of threads, nor on where the run started. Each epoch takes the
 * images in an order of its own and leaves out those that do not fill a last batch.
 *
 * <p>An image that cannot be read, or not in time, or that has no mask where others have one, is
 * reported, left out, and replaced by the next of the epoch's order that is whole; if that is more
 * than 1% of the source, {@link #next} throws {@link HarlException}. Whatever else fails on a
 * loader thread is thrown by the {@link #next} that would have returned its batch. For one caller's
 * thread; {@link #close} may come from any.
 */
public final class BatchLoader implements Iterator<Batch>, AutoCloseable {
  private final LoaderSettings settings;
  private final SampleReader reader;
  private final LoaderThreads<Assembly> threads;
  private long delivered;

  private BatchLoader(LoaderSettings settings) {
    this.settings = settings;
    reader = new SampleReader(settings);
    delivered = settings.firstBatch();
    threads =
        new LoaderThreads<>(
            new DrawnBatches(settings, reader), settings.threads(), settings.prefetch());
  }

  /**
   * Starts the loader's threads.
   *
   * @param settings source, batch, order, views and threads
   * @return a loader at its first batch, to be closed
   * @throws InvalidInputException if a setting is out of its range
   */
  public static BatchLoader open(LoaderSettings settings) {
    return new BatchLoader(settings.checked());
  }

  /** {@return the number of batches in each epoch} */
  public int batchesPerEpoch() {
    return settings.batchesPerEpoch();
  }

  /** {@return whether batches have masks} */
  public boolean masked() {
    return reader.masked();
  }

  /** {@return the names of the images that were left out so far, in the order of the source} */
  public List<String> corrupt() {
    return reader.corrupt().names();
  }

  /** Whether the run has another batch. */
  @Override
  public boolean hasNext() {
    return delivered < settings.endBatch();
  }

  /**
   * The next batch, which the caller closes; waits until it is complete.
   *
   * @throws NoSuchElementException after the last batch of the last epoch
   * @throws HarlException if the loader is closed, the thread is interrupted, or an image of the
   *     batch failed; the loader is closed then
   */
  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException(
          "batch loader: the run of " + settings.epochs() + " epochs is over");
    }
    try {
      Assembly batch = threads.take();
      delivered++;
      return new Batch(batch, () -> threads.release(batch));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new HarlException("batch loader: interrupted while waiting for a batch", e);
    } catch (ExecutionException e) {
      close();
      throw surfaced(e.getCause());
    } catch (HarlException e) {
      close();
      throw e;
    }
  }

  /** Thrown anew, so that the caller's own stack is in the trace. */
  private static HarlException surfaced(Throwable failure) {
    if (failure instanceof InvalidInputException) {
      return new InvalidInputException(failure.getMessage(), failure);
    }
    return failure instanceof HarlException
        ? new HarlException(failure.getMessage(), failure)
        : new HarlException("batch loader: " + failure, failure);
  }

  /**
   * Stops the threads and lets the memory go. Batches that were delivered stay valid. Again does
   * nothing.
   */
  @Override
  public void close() {
    threads.close();
  }
}
