package org.harl.spi.support;

import java.util.EnumSet;
import java.util.Set;
import org.harl.spi.Capability;

/** What engines that have every capability leave out on a device. */
public final class Abilities {
  private Abilities() {}

  /**
   * {@return all but TF32 on the CPU, for which it is not made, and all but DETERMINISTIC
   * elsewhere, where sums of gradients may come in any order}
   *
   * @param device {@code cpu}, or the name of another device
   * @param narrowOnCpu whether the CPU of this machine has BFLOAT16
   */
  public static Set<Capability> of(String device, boolean narrowOnCpu) {
    Set<Capability> all = EnumSet.allOf(Capability.class);
    if (!device.equals("cpu")) {
      all.remove(Capability.DETERMINISTIC);
      return all;
    }
    all.remove(Capability.TF32);
    if (!narrowOnCpu) {
      all.remove(Capability.BFLOAT16);
    }
    return all;
  }
}
