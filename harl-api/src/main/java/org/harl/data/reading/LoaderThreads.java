package org.harl.data.reading;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.harl.error.HarlException;
import org.jspecify.annotations.Nullable;

/**
 * Fills batches in order, one slot a thread at a time, at most {@code prefetch} ahead of the
 * caller. Threads wait for room and the caller for a complete batch; nobody polls.
 *
 * @param <T> a batch
 */
public final class LoaderThreads<T> implements AutoCloseable {
  /**
   * The batches that are wanted, by number.
   *
   * @param <T> a batch
   */
  public interface Batches<T> {
    /** The number of the first. */
    long first();

    /** The number after the last. */
    long end();

    /**
     * A batch to be filled; by one thread at a time.
     *
     * @param spent one that was released, whose memory may be taken; null if there is none
     */
    T open(long number, @Nullable T spent);

    /** How many slots a batch has. */
    int slots(T batch);

    /** Fills slots on the thread that calls. */
    Writer<T> writer();
  }

  /**
   * Fills slots, on one thread.
   *
   * @param <T> a batch
   */
  public interface Writer<T> extends AutoCloseable {
    /** Fills a slot; whatever it throws is thrown where the batch is taken. */
    void fill(T batch, int slot) throws Exception;

    @Override
    default void close() {}
  }

  /** A batch that is being filled; guarded by the lock. */
  private static final class Filling<T> {
    private final T batch;
    private final int slots;
    private int claimed;
    private int finished;
    private int failedSlot = Integer.MAX_VALUE;
    private @Nullable Throwable failure;

    Filling(T batch, int slots) {
      this.batch = batch;
      this.slots = slots;
    }

    /** Keeps the failure of the first slot, so that which one is reported depends on no timing. */
    void failed(int slot, Throwable cause) {
      if (slot < failedSlot) {
        failedSlot = slot;
        failure = cause;
      }
    }
  }

  private record Slot<T>(Filling<T> filling, int number) {}

  private final Batches<T> batches;
  private final int prefetch;
  private final List<Thread> threads = new ArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition ready = lock.newCondition();
  // Guarded by the lock: batches opened and not yet taken, in order; batches not in use.
  private final ArrayDeque<Filling<T>> pending = new ArrayDeque<>();
  private final ArrayDeque<T> spent = new ArrayDeque<>();
  private long opened;
  private @Nullable Throwable fatal;
  private boolean closed;

  /** Starts the threads. */
  public LoaderThreads(Batches<T> batches, int count, int prefetch) {
    this.batches = batches;
    this.prefetch = prefetch;
    opened = batches.first();
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(this::work, "harl-loader-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  /**
   * Waits for the next batch, of which there must be one.
   *
   * @throws ExecutionException if a slot failed, with what the first of those threw, or if there
   *     will be no batch
   * @throws HarlException if the loader is closed
   */
  public T take() throws InterruptedException, ExecutionException {
    lock.lockInterruptibly();
    try {
      while (!closed && fatal == null) {
        Filling<T> head = pending.peek();
        if (head != null && head.finished == head.slots) {
          room.signalAll();
          pending.remove();
          if (head.failure != null) {
            throw new ExecutionException(head.failure);
          }
          return head.batch;
        }
        ready.await();
      }
      if (fatal != null) {
        throw new ExecutionException(fatal);
      }
      throw new HarlException("batch loader: it is closed and makes no more batches");
    } finally {
      lock.unlock();
    }
  }

  /** Gives the memory of a batch back. */
  public void release(T batch) {
    lock.lock();
    try {
      if (!closed) {
        spent.push(batch);
      }
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    try (Writer<T> writer = batches.writer()) {
      for (Slot<T> slot = claim(); slot != null; slot = claim()) {
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
  private @Nullable Slot<T> claim() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && fatal == null) {
        Filling<T> last = pending.peekLast();
        if (last != null && last.claimed < last.slots) {
          return new Slot<>(last, last.claimed++);
        }
        if (opened >= batches.end()) {
          return null;
        }
        if (pending.size() < prefetch) {
          T batch = batches.open(opened++, spent.poll());
          pending.add(new Filling<>(batch, batches.slots(batch)));
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

  private void fill(Writer<T> writer, Slot<T> slot) {
    Filling<T> filling = slot.filling;
    Throwable failure = null;
    try {
      writer.fill(filling.batch, slot.number);
    } catch (Throwable t) {
      failure = t;
    }
    lock.lock();
    try {
      filling.finished++;
      if (failure != null) {
        filling.failed(slot.number, failure);
      }
      if (filling.finished == filling.slots) {
        ready.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stops the threads and lets the memory go, but for batches that were taken. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      pending.clear();
      spent.clear();
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
