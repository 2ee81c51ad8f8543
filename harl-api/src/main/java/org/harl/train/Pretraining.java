package org.harl.train;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.harl.data.ImageSource;
import org.harl.embed.TrainedEncoder;
import org.harl.error.HarlException;
import org.harl.error.RunCancelledException;
import org.harl.mask.MaskProvider;
import org.harl.spi.Backend;

/**
 * A run: it trains on a thread of its own, started by {@link org.harl.Harl#pretrain}. Methods may
 * be called from any thread.
 *
 * <pre>{@code
 * Pretraining run = harl.pretrain(images, plan -> plan.epochs(100), TrainingListener.printing(System.out));
 * run.completion().thenAccept(encoder -> encoder.write(file));
 * try {
 *   TrainedEncoder encoder = run.await(Duration.ofHours(12));
 * } catch (TimeoutException e) {
 *   run.cancel(); // await(..) then throws a RunCancelledException
 * }
 * }</pre>
 */
public final class Pretraining implements AutoCloseable {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final CompletableFuture<TrainedEncoder> result = new CompletableFuture<>();
  private final ImageSource images;
  private final PretrainingPlan plan;
  private final TrainingLoop loop;
  private final Thread thread;

  private Pretraining(ImageSource images, PretrainingPlan plan, TrainingLoop loop) {
    this.images = images;
    this.plan = plan;
    this.loop = loop;
    thread = new Thread(this::run, "harl-pretraining-" + RUNS.incrementAndGet());
    thread.setDaemon(true);
  }

  /**
   * Checks the plan against the images and starts the run.
   *
   * @param backend that the session is opened on; it stays open
   * @param images what to train on, at least one batch
   * @param plan every setting
   * @param listeners hear of every step and epoch, on the thread of the run
   * @return the run, which has started
   * @throws org.harl.error.InvalidInputException if the plan does not fit the images: fewer than a
   *     batch, no masks or classes that its method needs, masks that are none ({@link
   *     MaskProvider#check}) or are of other sizes than their images, or values to start from that
   *     are none of its variables; or if the folder of its checkpoints cannot be written
   * @throws org.harl.trace.ShapeException if its networks do not fit each other or the views
   */
  public static Pretraining start(
      Backend backend, ImageSource images, PretrainingPlan plan, List<TrainingListener> listeners) {
    Pretraining pretraining =
        new Pretraining(
            images, plan, new TrainingLoop(backend, images, plan, List.copyOf(listeners)));
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
   * @throws RunCancelledException if the run was cancelled, or its {@link org.harl.Harl} closed
   * @throws HarlException what else stopped the run: bad images, a loss that is not a number, too
   *     little memory (with the batch that would fit), a failure of the backend; or if a listener
   *     calls it, for which the run waits
   * @throws InterruptedException if the calling thread is interrupted; the run goes on
   */
  public TrainedEncoder await() throws InterruptedException {
    requireAnotherThread();
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    }
  }

  /**
   * Waits for the end of the run as {@link #await()} does, but no longer than this.
   *
   * @param most 0 or less to ask and not to wait
   * @return the trained encoder
   * @throws TimeoutException if the run is not over by then; it goes on
   * @throws InterruptedException if the calling thread is interrupted; the run goes on
   */
  public TrainedEncoder await(Duration most) throws InterruptedException, TimeoutException {
    requireAnotherThread();
    try {
      return result.get(TimeUnit.NANOSECONDS.convert(most), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    } catch (TimeoutException e) {
      TimeoutException told =
          new TimeoutException("pretraining: the run is not over after " + most + "; it goes on");
      told.initCause(e);
      throw told;
    }
  }

  private void requireAnotherThread() {
    if (Thread.currentThread() == thread && !result.isDone()) {
      throw new HarlException(
          "pretraining: a listener waits for its own run, which waits for it; wait on another"
              + " thread, or use completion()");
    }
  }

  /**
   * {@return the run as a stage of what is to follow: it completes with the trained encoder, or
   * with what {@link #await()} throws, a {@link RunCancelledException} among that, as the cause of
   * a {@link CompletionException}} What follows is called on the run's thread, unless a method ends
   * in {@code Async}. Nobody but the run completes it.
   */
  public CompletionStage<TrainedEncoder> completion() {
    return result.minimalCompletionStage();
  }

  /**
   * {@return the trained encoder of a run that is over}
   *
   * @throws RunCancelledException if it was cancelled
   * @throws HarlException if it is not over, or what else stopped it
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

  /** {@return whether the run is over, well or not} */
  public boolean done() {
    return result.isDone();
  }

  /**
   * Asks the run to end. It does so before its next step, and {@link #await()} and {@link
   * #completion} tell it by a {@link RunCancelledException}. Does nothing to a run that is over, or
   * takes its last step.
   */
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

  /** For people: how it is, and of what. */
  @Override
  public String toString() {
    return "pretraining " + state() + " on " + images.size() + " images; " + plan;
  }

  private String state() {
    if (!result.isDone()) {
      return "runs";
    }
    Throwable failure = result.handle((encoder, thrown) -> thrown).join();
    if (failure == null) {
      return "is done";
    }
    return failure instanceof RunCancelledException ? "was cancelled" : "failed";
  }
}
