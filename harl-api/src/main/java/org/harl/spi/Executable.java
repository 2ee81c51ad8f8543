package org.harl.spi;

import java.util.Map;
import org.harl.trace.TensorData;

/** A compiled program. */
public interface Executable extends AutoCloseable {
  /**
   * Runs the program once: reads the feeds, updates the session's variables, returns the outputs in
   * the session's precision (F32, or F64 in a FLOAT64 session). Feeds are not kept.
   *
   * @param feeds a value of the declared shape for every input; REAL inputs take F32 or F64, UINT8
   *     inputs U8
   * @return a value of its recorded shape for every output, the caller's to keep
   * @throws org.harl.error.HarlException if a feed is missing, unknown or of another shape
   */
  Map<String, TensorData> run(Map<String, TensorData> feeds);

  @Override
  void close();
}
