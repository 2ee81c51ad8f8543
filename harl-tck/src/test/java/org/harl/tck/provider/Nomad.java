package org.harl.tck.provider;

import org.harl.tck.BrightMasks;

/** A service whose name is another one at every instance. */
public final class Nomad extends BrightMasks {
  private final String name = "nomad-" + Integer.toHexString(System.identityHashCode(this));

  /** For the service loader. */
  public Nomad() {}

  @Override
  public String name() {
    return name;
  }
}
