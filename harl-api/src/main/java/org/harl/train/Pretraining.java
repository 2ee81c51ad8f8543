package org.harl.train;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.harl.data.ImageSource;
import org.harl.embed.TrainedEncoder;
import org.harl.error.HarlException;
import org.harl.mask.MaskProvider;
import org.harl.spi.Backend;

/**
 * A run: it trains on a thread of its own, started by {@link org.harl.Harl#pretrain}. Methods may
 * be called from any thread.
 */
public final class Pretraining implements AutoCloseable {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final CompletableFuture<TrainedEncoder> result = new CompletableFuture<>();
  private final TrainingLoop loop;
  private final Thread thread;

  private Pretraining(TrainingLoop loop) {
    this.loop = loop;
    thread = new Thread(this::run, "harl-pretraining-" + RUNS.incrementAndGet());
    thread.setDaemon(true);
  }

  /**
   * Checks the plan against the images and starts the run.
   *
   * @throws org.harl.error.InvalidInputException if the plan does not fit the images, or its masks
   *     are none ({@link MaskProvider#check})
   */
  public static Pretraining start(
      Backend backend, ImageSource images, PretrainingPlan plan, List<TrainingListener> listeners) {
    Pretraining pretraining =
        new Pretraining(new TrainingLoop(backend, images, plan, List.copyOf(listeners)));
    pretraining.thread.start();
    return pretraining;
  }

  private void run() {
    try {
      result.complete(loop.train());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  /**
   * Waits for the end of the run.
   *
   * @return the encoder, trained
   * @throws HarlException what stopped the run: bad images, a loss that is not a number, a
   *     cancellation, too little memory (with the batch that would fit), a failure of the backend
   * @throws InterruptedException if the calling thread is interrupted; the run goes on
   */
  public TrainedEncoder await() throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    }
  }

  /**
   * The trained encoder of a run that is over.
   *
   * @throws HarlException if it is not over, or what stopped it
   */
  public TrainedEncoder encoder() {
    if (!result.isDone()) {
      throw new HarlException("pretraining: the run is not over; call await() first");
    }
    try {
      return result.join();
    } catch (CompletionException e) {
      throw thrown(e.getCause());
    }
  }

  private static RuntimeException thrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  /** Whether the run is over, well or not. */
  public boolean done() {
    return result.isDone();
  }

  /** Asks the run to end; it does so before its next step, and {@link #await} says so. */
  public void cancel() {
    loop.cancel();
  }

  /** Cancels the run and waits until it has let its memory go. */
  @Override
  public void close() {
    cancel();
    boolean interrupted = false;
    while (thread.isAlive() && thread != Thread.currentThread()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
