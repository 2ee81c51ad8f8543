package org.harl.spi.collective;

/**
 * A runtime that moves buffers between processes, found by {@link java.util.ServiceLoader}.
 * Constructing one loads no native code.
 */
public interface CollectiveProvider {
  /** {@return the name to ask for it by; unique on the class path} */
  String name();

  /**
   * Joins the group, and waits until all workers have.
   *
   * @param membership who they are, and which of them this process is
   * @return the group, until it is closed
   * @throws org.harl.error.InvalidInputException if another worker has another token
   * @throws org.harl.error.HarlException if the address cannot be listened at, or the others do not
   *     come within the timeout
   */
  Collective join(Membership membership);
}
