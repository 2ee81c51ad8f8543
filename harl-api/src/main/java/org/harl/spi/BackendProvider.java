package org.harl.spi;

import java.util.List;
import java.util.Set;

/**
 * Entry point of a backend, found by {@link java.util.ServiceLoader}. Constructing one loads no
 * native code.
 */
public interface BackendProvider {
  /** The level of this interface; raised when a backend must change to keep working. */
  int API_LEVEL = 1;

  /**
   * {@return the name to ask for it by: lower-case letters, digits and dashes; unique on the class
   * path}
   */
  String name();

  /**
   * {@return the {@link #API_LEVEL} that the backend was compiled against: return a literal, not
   * the constant}
   */
  int apiLevel();

  /** {@return what it can do beyond the required, on the CPU of this machine} */
  Set<Capability> capabilities();

  /**
   * {@return what it can do beyond the required on a device; where nothing else is said the same as
   * on the CPU}
   *
   * @param device as {@link DeviceInfo#name} has it
   */
  default Set<Capability> capabilities(String device) {
    return capabilities();
  }

  /** {@return the devices present; may load native code} */
  List<DeviceInfo> devices();

  /**
   * Opens the backend.
   *
   * @param options device, precision, threads and safety
   * @return a backend that is open until it is closed
   * @throws org.harl.error.HarlException if the device or precision is not to be had, or if the
   *     engine fails its check and cannot be mended
   */
  Backend open(BackendOptions options);
}
