package org.harl.train;

import java.util.function.ObjDoubleConsumer;
import java.util.function.Supplier;
import org.harl.embed.TrainedEncoder;
import org.harl.error.HarlException;

/** The end of an epoch, for as long as a listener is told of it. */
final class EndedEpoch implements TrainingListener.Epoch, AutoCloseable {
  private final int number;
  private final Supplier<TrainedEncoder> encoder;
  private final Runnable keep;
  private final ObjDoubleConsumer<String> measured;
  private volatile boolean over;

  /**
   * @param keep writes the run's state as the best
   * @param measured hears of figures by name
   */
  EndedEpoch(
      int number,
      Supplier<TrainedEncoder> encoder,
      Runnable keep,
      ObjDoubleConsumer<String> measured) {
    this.number = number;
    this.encoder = encoder;
    this.keep = keep;
    this.measured = measured;
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

  @Override
  public void measured(String what, double share) {
    requireNow("measured");
    measured.accept(what, share);
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
