package org.harl.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.harl.HarlException;
import org.harl.InvalidInputException;
import org.harl.augment.Draws;
import org.jspecify.annotations.Nullable;

/**
 * Makes the batches of a run of epochs on threads of its own, a few ahead of the caller. Which
 * images, which views and every pixel depend on the source, the recipes, the batch size and the
 * seed only: never on the number of threads, nor on where the run started. Each epoch takes the
 * images in an order of its own and leaves out those that do not fill a last batch.
 *
 * <p>An image that cannot be read is reported, left out, and replaced by the next of the epoch's
 * order that can be read; if more than 1% of the source cannot be read, {@link #next} throws {@link
 * InvalidInputException}. Whatever else fails on a loader thread is thrown by the {@link #next}
 * that would have returned its batch. For one caller's thread.
 */
public final class BatchLoader implements Iterator<Batch>, AutoCloseable {
  private final LoaderSettings settings;
  private final SampleReader reader;
  private final List<Thread> threads = new ArrayList<>();
  private final long end;
  private long delivered;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition ready = lock.newCondition();
  // Guarded by the lock: batches opened and not yet delivered, in order; buffers not in use.
  private final ArrayDeque<Assembly> pending = new ArrayDeque<>();
  private final ArrayDeque<BatchBuffers> free = new ArrayDeque<>();
  private long opened;
  private int orderEpoch = -1;
  private int[] order = new int[0];
  private @Nullable Throwable fatal;
  private boolean closed;

  BatchLoader(LoaderSettings settings) {
    this.settings = settings;
    reader = new SampleReader(settings);
    end = (long) settings.epochs() * batchesPerEpoch();
    opened = (long) settings.startEpoch() * batchesPerEpoch() + settings.startBatch();
    delivered = opened;
    for (int i = 0; i < settings.threads(); i++) {
      Thread thread = new Thread(this::work, "harl-loader-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  /** A loader of these images, to be set up. */
  public static BatchLoaderBuilder of(ImageSource source) {
    return new BatchLoaderBuilder(source);
  }

  /** The number of batches in each epoch. */
  public int batchesPerEpoch() {
    return settings.batchesPerEpoch();
  }

  /** Whether batches have masks: a provider was given, or the source has masks of its own. */
  public boolean masked() {
    return reader.masked();
  }

  /** The names of the images that could not be read so far, in the order of the source. */
  public List<String> corrupt() {
    return reader.corrupt().names();
  }

  /** Whether the run has another batch. */
  @Override
  public boolean hasNext() {
    return delivered < end;
  }

  /**
   * The next batch, which the caller closes; waits until it is complete.
   *
   * @throws NoSuchElementException after the last batch of the last epoch
   * @throws HarlException if the loader is closed, the thread is interrupted, or a sample of the
   *     batch failed; the loader is closed then
   */
  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException(
          "batch loader: the run of " + settings.epochs() + " epochs is over");
    }
    Assembly batch;
    try {
      batch = take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new HarlException("batch loader: interrupted while waiting for a batch", e);
    }
    Throwable failure = batch == null ? fatal : batch.failure();
    if (batch == null || failure != null) {
      close();
      throw surfaced(failure);
    }
    delivered++;
    return new Batch(batch, () -> release(batch.buffers));
  }

  private static HarlException surfaced(@Nullable Throwable failure) {
    if (failure == null) {
      return new HarlException("batch loader: it is closed and makes no more batches");
    }
    String message = failure instanceof HarlException ? failure.getMessage() : failure.toString();
    return failure instanceof InvalidInputException
        ? new InvalidInputException(message, failure)
        : new HarlException(message, failure);
  }

  /** The next complete batch, or null if there will be none. */
  private @Nullable Assembly take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && fatal == null) {
        Assembly head = pending.peek();
        if (head != null && head.complete()) {
          room.signalAll();
          return pending.remove();
        }
        ready.await();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void release(BatchBuffers buffers) {
    lock.lock();
    try {
      if (!closed) {
        free.push(buffers);
      }
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    try {
      ViewWriter writer = new ViewWriter(settings, reader);
      for (Slot slot = claim(); slot != null; slot = claim()) {
        fill(writer, slot);
      }
    } catch (Throwable t) { // next() would wait for ever otherwise
      lock.lock();
      try {
        fatal = t;
        ready.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private record Slot(Assembly batch, int number) {}

  /** The next slot to fill, once there is room for its batch; null when there is no more to do. */
  private @Nullable Slot claim() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && fatal == null) {
        Assembly last = pending.peekLast();
        if (last != null && last.claimed < settings.batchSize()) {
          return new Slot(last, last.claimed++);
        }
        if (opened == end) {
          return null;
        }
        if (pending.size() < settings.prefetch()) {
          pending.add(open(opened++));
          room.signalAll();
        } else {
          room.await();
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private Assembly open(long batch) {
    int epoch = (int) (batch / batchesPerEpoch());
    int index = (int) (batch % batchesPerEpoch());
    if (epoch != orderEpoch) {
      Draws draws = Draws.ofSeed(settings.seed()).fork("order").fork(epoch);
      order = draws.permutation(settings.source().size());
      orderEpoch = epoch;
    }
    BatchBuffers buffers = free.poll();
    if (buffers == null) {
      buffers = BatchBuffers.allocate(settings.batchSize(), settings.recipes(), masked());
    }
    return new Assembly(epoch, index, order, buffers, settings.batchSize());
  }

  private void fill(ViewWriter writer, Slot slot) {
    Assembly batch = slot.batch;
    Throwable failure = null;
    try {
      writer.fill(batch, slot.number);
    } catch (HarlException e) {
      failure = e;
    } catch (Throwable t) {
      int sample = batch.order[batch.position(slot.number)];
      failure = new HarlException("image '" + settings.source().name(sample) + "': " + t, t);
    }
    lock.lock();
    try {
      batch.finished++;
      if (failure != null) {
        batch.failed(slot.number, failure);
      }
      if (batch.complete()) {
        ready.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stops the threads once each has finished its present image, and lets the memory go. Batches
   * that were delivered stay valid. Again does nothing.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      pending.clear();
      free.clear();
      room.signalAll();
      ready.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // they end by themselves
    }
  }
}
