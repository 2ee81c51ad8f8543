package org.harl.masks.store;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.harl.error.HarlException;

/** Makes the masks of a data set on several threads. */
public final class MaskGeneration {
  private static final int WAITING = 4;

  private MaskGeneration() {}

  /**
   * Makes what is missing. No more than a few images a thread are under way, however large the
   * tree.
   *
   * @param masks the data set that is being made
   * @param threads at least 1
   * @param progress told of every image, from several threads
   * @return the manifest as it is now
   * @throws HarlException the first that a mask threw; those under way are finished
   */
  public static MaskManifest run(MaskDataSet masks, int threads, Consumer<MaskOutcome> progress) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    Semaphore room = new Semaphore(WAITING * threads);
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    try {
      masks.visit(
          name -> {
            room.acquireUninterruptibly();
            if (failure.get() != null) {
              throw failure.get();
            }
            pool.execute(() -> make(masks, name, room, failure, progress));
          });
    } finally {
      pool.shutdown();
      await(pool);
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    return masks.finish();
  }

  private static void make(
      MaskDataSet masks,
      String name,
      Semaphore room,
      AtomicReference<RuntimeException> failure,
      Consumer<MaskOutcome> progress) {
    try {
      MaskOutcome outcome = outcome(masks.store(), name);
      masks.add(outcome);
      progress.accept(outcome);
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    } finally {
      room.release();
    }
  }

  private static MaskOutcome outcome(MaskStore store, String name) {
    try {
      return store.make(name);
    } catch (OutOfMemoryError e) {
      return new MaskOutcome(
          name,
          MaskOutcome.Kind.FAILED,
          "'" + name + "' needs more memory than there is; raise -Xmx, or give fewer threads");
    }
  }

  private static void await(ExecutorService pool) {
    try {
      while (!pool.awaitTermination(1, TimeUnit.HOURS)) {
        // the masks under way are finished
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
