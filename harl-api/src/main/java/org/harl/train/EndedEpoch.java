package org.harl.train;

import java.util.function.Supplier;
import org.harl.embed.TrainedEncoder;
import org.harl.error.HarlException;

/** The end of an epoch, for as long as a listener is told of it. */
final class EndedEpoch implements TrainingListener.Epoch, AutoCloseable {
  private final int number;
  private final Supplier<TrainedEncoder> encoder;
  private final Runnable keep;
  private volatile boolean over;

  /**
   * @param keep writes the run's state as the best
   */
  EndedEpoch(int number, Supplier<TrainedEncoder> encoder, Runnable keep) {
    this.number = number;
    this.encoder = encoder;
    this.keep = keep;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public TrainedEncoder encoder() {
    requireNow("asked for its encoder");
    return encoder.get();
  }

  @Override
  public void keepAsBest() {
    requireNow("kept as the best");
    keep.run();
  }

  private void requireNow(String what) {
    if (over) {
      throw new HarlException(
          "epoch "
              + number
              + " was "
              + what
              + " after its epochDone(..) had returned, the run has gone on; ask within it");
    }
  }

  @Override
  public void close() {
    over = true;
  }
}
