package org.harl.train;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.harl.embed.TrainedEncoder;

/**
 * Hears of a run as it goes, as {@link #printing} does:
 *
 * <pre>{@code
 * harl.pretrain(images, plan -> plan.epochs(100), TrainingListener.printing(System.err));
 * }</pre>
 *
 * <p>It is told on the run's own thread: the run waits for it. What a listener throws stops the run
 * and is thrown by {@link Pretraining#await}.
 */
public interface TrainingListener {
  /**
   * Prints how far the run is, in a line at most every five seconds and one for the last step: step
   * and {@link StepReport#words}; what is {@link #measured}, and at the end what a person should
   * know.
   *
   * @param out is printed to by the thread of the run
   * @return a listener for one run at a time
   */
  static TrainingListener printing(PrintStream out) {
    return new PrintedProgress(out, System::nanoTime, Duration.ofSeconds(5));
  }

  /** {@return which network's encoder {@link #started} and {@link #epochDone} are given} */
  default Network network() {
    return Network.ONLINE;
  }

  /** The two networks of a run. */
  enum Network {
    /** The one that learns, and whose encoder a run gives. */
    ONLINE,
    /** The one that follows it. */
    TARGET
  }

  /**
   * Before {@link #started}, if the run goes on from a checkpoint.
   *
   * @param step the last one that it has
   */
  default void resumed(long step) {}

  /**
   * Before the first step.
   *
   * @param steps how many there will be
   * @param encoder makes a copy of the encoder as it is now
   */
  default void started(long steps, Supplier<TrainedEncoder> encoder) {}

  /**
   * After an optimiser step.
   *
   * @param report loss, rates and spread of the features; read before this returns
   */
  default void stepped(StepReport report) {}

  /**
   * After a pass over the images.
   *
   * @param epoch its number, and a copy of the encoder for whoever asks before this returns
   */
  default void epochDone(Epoch epoch) {}

  /**
   * The end of a pass over the images; to be used on the run's thread, within {@link #epochDone}.
   */
  interface Epoch {
    /** {@return how many passes are done, from 1} */
    int number();

    /**
     * {@return a copy of the encoder as it is now}
     *
     * @throws org.harl.error.HarlException if {@link #epochDone} has returned
     */
    TrainedEncoder encoder();

    /**
     * Keeps the run's state as it is now in {@code best.safetensors} of its {@link Checkpoints}, in
     * place of the one that was best before. Does nothing where the run leaves no checkpoints.
     *
     * @throws org.harl.error.HarlException if it cannot be written, or {@link #epochDone} has
     *     returned
     */
    void keepAsBest();

    /**
     * Tells all listeners, and the run's {@link #ended verdict}, a figure that the caller measured
     * of this epoch's encoder.
     *
     * @param what for people, for example {@code kNN accuracy}
     * @param share 0..1, of which more is better
     * @throws org.harl.error.HarlException if {@link #epochDone} has returned
     */
    void measured(String what, double share);
  }

  /**
   * After a listener measured a figure of an epoch's encoder, see {@link Epoch#measured}.
   *
   * @param what for people
   * @param epoch its number
   * @param share 0..1
   */
  default void measured(String what, int epoch, double share) {}

  /**
   * After the last step of a run that nothing stopped.
   *
   * @param advice what a person should know, in sentences without a full stop, which are logged as
   *     warnings too: that the features have collapsed, that a figure that was measured fell by
   *     more than a hundredth from its best; empty where all went well
   */
  default void ended(List<String> advice) {}

  /**
   * When the representation has collapsed: its standard deviation has stayed below a tenth of
   * 1/sqrt(D) for 50 steps. Once for each fall below it.
   *
   * @param report of the step at which it was noticed
   */
  default void collapsed(StepReport report) {}
}
