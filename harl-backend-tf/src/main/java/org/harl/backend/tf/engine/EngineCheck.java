package org.harl.backend.tf.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.harl.error.HarlException;
import org.harl.spi.Backend;
import org.harl.spi.EngineSafety;
import org.harl.spi.Precision;
import org.harl.spi.check.KnownAnswers;

/**
 * Checks TensorFlow before its first program, once a process for each device and precision. What it
 * computes with is settled when it is loaded: one that is wrong is refused.
 */
public final class EngineCheck {
  /** TensorFlow is one in a process. */
  public static final EngineCheck OF_PROCESS = new EngineCheck(KnownAnswers::wrong);

  private final BiFunction<Backend, Precision, List<String>> wrong;
  private final Set<String> right = new HashSet<>();

  /**
   * @param wrong what a backend computes wrongly in a precision, a line each
   */
  EngineCheck(BiFunction<Backend, Precision, List<String>> wrong) {
    this.wrong = wrong;
  }

  /**
   * Checks the engine on the backend's device, unless it has been.
   *
   * @throws HarlException if it computes wrongly
   */
  public synchronized void require(Backend backend, Precision precision, EngineSafety safety) {
    String place = precision + " on '" + backend.device().name() + "'";
    if (safety == EngineSafety.OFF || right.contains(place)) {
      return;
    }
    List<String> found = wrong.apply(backend, precision);
    if (!found.isEmpty()) {
      throw new HarlException(
          "backend 'tf': "
              + backend.device().description()
              + " computes wrongly in "
              + place
              + " of this machine ("
              + found.get(0)
              + (found.size() == 1 ? "" : ", and " + (found.size() - 1) + " more")
              + "); take backend 'djl', or set the environment variable TF_ENABLE_ONEDNN_OPTS=0"
              + " before Java starts");
    }
    right.add(place);
  }
}
