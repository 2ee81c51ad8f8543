package org.harl.spark;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.harl.error.HarlException;
import org.harl.model.Encoder;
import org.harl.model.EncoderFamily;
import org.harl.model.Encoders;
import org.harl.services.NamedSettings;

/** A small network that fails so many times in tasks before it is there. */
public final class FlakyEncoders implements EncoderFamily {
  static final AtomicInteger FAILURES = new AtomicInteger();

  @Override
  public List<String> names() {
    return List.of("flaky");
  }

  @Override
  public Encoder encoder(NamedSettings settings) {
    boolean inTask = Thread.currentThread().getName().startsWith("Executor task");
    if (inTask && FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new HarlException("flaky: the machine has no network today");
    }
    return Encoders.parse("resnet18,small,width=0.125");
  }
}
