package org.harl.spi;

import java.util.List;
import org.harl.model.StateDict;

/**
 * An open backend. Several may be open at once, on several threads. {@link #close()} may be called
 * twice.
 */
public interface Backend extends AutoCloseable {
  /** {@return the device in use, engine and version} */
  DeviceInfo device();

  /** {@return how it was opened} */
  BackendOptions options();

  /**
   * {@return what was found wrong with the engine on this machine and is mended, a line each: what
   * is wrong, what the remedy costs, what to do about it} Empty where there is nothing.
   */
  default List<String> findings() {
    return List.of();
  }

  /**
   * {@return a session whose variables start with these values (copied)}
   *
   * @param variables a value for each variable that programs read, by name
   */
  Session session(StateDict variables);

  @Override
  void close();
}
