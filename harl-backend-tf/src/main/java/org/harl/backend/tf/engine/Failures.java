package org.harl.backend.tf.engine;

import java.util.function.Supplier;
import org.harl.error.HarlException;
import org.harl.error.NativeMemoryException;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.exceptions.TensorFlowException;

/** What TensorFlow reports, in one line of ours. */
public final class Failures {
  private static final String ADVICE =
      "; use a smaller batch or image size, or accumulate gradients";

  private Failures() {}

  /**
   * Runs something of TensorFlow's.
   *
   * @param what it is, for the message
   * @throws HarlException if TensorFlow refuses, {@link NativeMemoryException} if it runs out of
   *     memory
   */
  public static <T> T named(String what, Supplier<T> work) {
    try {
      return work.get();
    } catch (TensorFlowException | IllegalStateException | IllegalArgumentException e) {
      String line = "backend 'tf' failed at " + what + ": " + line(e);
      throw e instanceof TFResourceExhaustedException
          ? new NativeMemoryException(line + ADVICE, e)
          : new HarlException(line, e);
    } catch (OutOfMemoryError e) {
      boolean limited = line(e).contains("hysicalBytes");
      String advice = limited ? "; raise -D" + ProcessSettings.MEMORY + ", 0 lifts it" : ADVICE;
      throw new NativeMemoryException(
          "backend 'tf' ran out of memory at " + what + ": " + line(e) + advice, e);
    }
  }

  private static String line(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
