package org.harl.spi.check;

import java.util.Set;
import org.harl.error.HarlException;

/**
 * Whether PyTorch may run a network that harl did not record on this machine. Those that it records
 * are kept from what oneDNN gets wrong where caches are hidden; others only fewer instructions
 * save.
 */
public final class ForeignNetworks {
  private static final Set<String> RIGHT = Set.of("SSE41", "AVX");

  private ForeignNetworks() {}

  /**
   * Refuses one where PyTorch would compute wrongly.
   *
   * @param what the network, for the message: {@code teacher 'file'}
   * @param instead what else to do, for the message
   * @throws HarlException if this machine hides its caches and the environment does not limit
   *     oneDNN
   */
  public static void require(String what, String instead) {
    require(what, instead, HiddenCaches.onThisMachine(), OneDnnLimit.of(System.getenv()));
  }

  /**
   * The same of another machine.
   *
   * @param what the network, for the message
   * @param instead what else to do, for the message
   * @param hidden whether the machine hides its caches
   * @param limit the instructions that the environment limits oneDNN to, {@link OneDnnLimit#of}
   * @throws HarlException if it hides them and the limit does not help
   */
  public static void require(String what, String instead, boolean hidden, String limit) {
    if (hidden && !RIGHT.contains(limit)) {
      throw new HarlException(
          what
              + ": PyTorch computes wrongly on machines that hide their processor's caches, as this"
              + " one does; "
              + instead
              + ", or set the environment variable "
              + OneDnnLimit.NAME
              + "=AVX before Java starts");
    }
  }
}
