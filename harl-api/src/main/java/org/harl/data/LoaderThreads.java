package org.harl.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.harl.HarlException;
import org.harl.augment.Draws;
import org.jspecify.annotations.Nullable;

/**
 * Fills batches in order, one image a thread at a time, at most {@code prefetch} ahead of the
 * caller. Threads wait for room and the caller for a complete batch; nobody polls.
 */
final class LoaderThreads implements AutoCloseable {
  private record Slot(Assembly batch, int number) {}

  private final LoaderSettings settings;
  private final SampleReader reader;
  private final List<Thread> threads = new ArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition ready = lock.newCondition();
  // Guarded by the lock: batches opened and not yet taken, in order; buffers not in use.
  private final ArrayDeque<Assembly> pending = new ArrayDeque<>();
  private final ArrayDeque<BatchBuffers> free = new ArrayDeque<>();
  private long opened;
  private int orderEpoch = -1;
  private int[] order = new int[0];
  private @Nullable Throwable fatal;
  private boolean closed;

  LoaderThreads(LoaderSettings settings, SampleReader reader) {
    this.settings = settings;
    this.reader = reader;
    opened = settings.firstBatch();
  }

  void start() {
    for (int i = 0; i < settings.threads(); i++) {
      Thread thread = new Thread(this::work, "harl-loader-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  /**
   * Waits for the next batch, which may have failed.
   *
   * @throws HarlException if there will be none
   */
  Assembly take() throws InterruptedException {
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
      throw fatal == null
          ? new HarlException("batch loader: it is closed and makes no more batches")
          : new HarlException("batch loader: " + fatal, fatal);
    } finally {
      lock.unlock();
    }
  }

  void release(BatchBuffers buffers) {
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
    try (ViewWriter writer = new ViewWriter(settings, reader)) {
      for (Slot slot = claim(); slot != null; slot = claim()) {
        fill(writer, slot);
      }
    } catch (Throwable t) { // the caller would wait for ever otherwise
      lock.lock();
      try {
        fatal = closed ? null : t; // closing interrupts
        ready.signalAll();
        room.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** The next slot to fill, once there is room for its batch; null when there is no more to do. */
  private @Nullable Slot claim() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && fatal == null) {
        Assembly last = pending.peekLast();
        if (last != null && last.claimed < settings.batchSize()) {
          return new Slot(last, last.claimed++);
        }
        if (opened >= settings.endBatch()) {
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
    int epoch = (int) (batch / settings.batchesPerEpoch());
    int index = (int) (batch % settings.batchesPerEpoch());
    if (epoch != orderEpoch) {
      Draws draws = Draws.ofSeed(settings.seed()).fork("order").fork(epoch);
      order = draws.permutation(settings.source().size());
      orderEpoch = epoch;
    }
    BatchBuffers buffers = free.poll();
    if (buffers == null) {
      int n = settings.batchSize();
      buffers = BatchBuffers.allocate(n, settings.recipes(), reader.masked());
    }
    return new Assembly(epoch, index, order, buffers, settings.batchSize());
  }

  private void fill(ViewWriter writer, Slot slot) {
    Assembly batch = slot.batch;
    HarlException failure = null;
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
    threads.forEach(Thread::interrupt); // an image that hangs is not waited for
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // they end by themselves
    }
  }
}
