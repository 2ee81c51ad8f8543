package org.harl.spi;

import java.util.List;
import org.harl.model.StateDict;

/**
 * An open backend. Several may be open at once, on several threads. {@link #close()} may be called
 * twice.
 */
public interface Backend extends AutoCloseable {
  /** The device in use, engine and version. */
  DeviceInfo device();

  /** How it was opened. */
  BackendOptions options();

  /**
   * What was found wrong with the engine on this machine and is mended, a line each: what is wrong,
   * what the remedy costs, what to do about it. Empty where there is nothing.
   */
  default List<String> findings() {
    return List.of();
  }

  /** A session whose variables start with these values (copied). */
  Session session(StateDict variables);

  @Override
  void close();
}
