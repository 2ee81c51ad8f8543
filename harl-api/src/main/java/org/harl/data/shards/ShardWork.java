package org.harl.data.shards;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;

/** Something done with each of many shards, several at a time. */
final class ShardWork {
  /** Also where there are fewer processors: it waits for disks. */
  private static final int THREADS = 16;

  private ShardWork() {}

  /**
   * The results, in order; of several that fail the first says why.
   *
   * @param <S> a shard, or its file
   */
  static <S, T> List<T> each(List<S> shards, Function<S, T> work) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(THREADS, shards.size()),
            task -> {
              Thread thread = new Thread(task, "harl-shards");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<T>> begun = new ArrayList<>();
      shards.forEach(shard -> begun.add(threads.submit(() -> work.apply(shard))));
      List<T> results = new ArrayList<>();
      for (Future<T> result : begun) {
        results.add(result.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HarlException("shards: interrupted while they were read", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InvalidInputException fault) {
        throw new InvalidInputException(fault.getMessage(), fault);
      }
      throw new HarlException("shards: " + e.getCause(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
