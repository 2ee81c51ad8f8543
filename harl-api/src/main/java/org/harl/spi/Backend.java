package org.harl.spi;

import org.harl.model.StateDict;

/**
 * An open backend. Several may be open at once, on several threads. {@link #close()} may be called
 * twice.
 */
public interface Backend extends AutoCloseable {
  /** The device in use, engine and version. */
  DeviceInfo device();

  /** A session whose variables start with these values (copied). */
  Session session(StateDict variables);

  @Override
  void close();
}
