package org.harl.backend.tf.collective;

import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.harl.error.HarlException;
import org.harl.error.NativeMemoryException;
import org.harl.spi.collective.Membership;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * Calls that end in time, whatever becomes of the other workers: TensorFlow waits in a thread of
 * its own, and every second somebody looks whether a worker's port is gone.
 */
final class Calls {
  private static final double NANOS = 1e9;
  private static final long LOOK = TimeUnit.SECONDS.toNanos(1);
  private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(300);

  private final Runtime runtime;
  private final Peers peers;
  private final long timeout;

  /** Of the timeout, to find out who is missing. */
  private final long reserve;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(work -> daemon(work, "workers"));
  private boolean broken;

  private Calls(Runtime runtime, Membership membership) {
    this.runtime = runtime;
    timeout = membership.timeout().toNanos();
    reserve = Math.min(LOOK, timeout / 4);
    peers = new Peers(membership, reserve / 2);
  }

  /**
   * Starts the server.
   *
   * @throws HarlException if it does not start
   */
  static Calls start(Membership membership) {
    try {
      return new Calls(new Runtime(membership), membership);
    } catch (TensorFlowException e) {
      throw new HarlException(
          "workers: TensorFlow does not listen at '" + membership.own() + "': " + line(e), e);
    }
  }

  static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  Peers peers() {
    return peers;
  }

  /**
   * Runs one.
   *
   * @param name for messages
   * @throws HarlException if the workers did not come together
   */
  void run(String name, Consumer<Runtime> call) {
    if (broken) {
      throw new HarlException(
          "workers: cannot call " + name + ", the group ended with an earlier call");
    }
    broken = true;
    long start = System.nanoTime();
    Future<?> future = thread.submit(() -> call.accept(runtime));
    try {
      await(future, start);
      broken = false;
    } catch (ExecutionException e) {
      throw failed(name, start, e.getCause());
    } catch (TimeoutException e) {
      runtime.abort();
      throw failed(name, start, e);
    } catch (InterruptedException e) {
      runtime.abort();
      Thread.currentThread().interrupt();
      throw new HarlException("workers: " + name + " was interrupted", e);
    }
  }

  /** Waits until it is done, or a worker has ended, or the time is over. */
  private void await(Future<?> future, long start)
      throws ExecutionException, InterruptedException, TimeoutException {
    while (true) {
      long left = start + timeout - reserve - System.nanoTime();
      try {
        future.get(Math.min(LOOK, Math.max(left, 0)), TimeUnit.NANOSECONDS);
        return;
      } catch (TimeoutException e) {
        if (left <= LOOK) {
          throw e;
        }
        if (peers.anyEnded()) {
          future.get(GRACE, TimeUnit.NANOSECONDS);
          return;
        }
      }
    }
  }

  private HarlException failed(String name, long start, Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      return new NativeMemoryException(
          "workers: no memory for " + name + ": " + line(cause), cause);
    }
    boolean waited = cause instanceof TimeoutException;
    String others = peers.missing();
    String reason = others;
    if (others.isEmpty()) {
      reason = waited ? "all answer, and one has not called it" : "TensorFlow says " + line(cause);
    }
    return new HarlException(
        String.format(
            Locale.ROOT,
            "workers: %s failed after %.1f s, %s; see the workers' logs, and resume the run",
            name,
            (System.nanoTime() - start) / NANOS,
            reason),
        cause);
  }

  private static String line(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
