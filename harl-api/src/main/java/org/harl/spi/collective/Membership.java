package org.harl.spi.collective;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.harl.error.InvalidInputException;

/**
 * What a worker is told of its group.
 *
 * @param addresses of all workers, {@code HOST:PORT}, by rank; each listens at its own alone
 * @param rank the number of this worker, 0 to below their number
 * @param token names the run; a worker with another is refused before anything is computed
 * @param timeout how long a call waits for the others, at least 1 s
 */
public record Membership(List<String> addresses, int rank, String token, Duration timeout) {
  private static final int MOST_PORTS = 65535;

  /**
   * Checks them.
   *
   * @throws InvalidInputException if there is no address, one is there twice or is not {@code
   *     HOST:PORT} with a port of 1..65535, or rank or timeout are out of their ranges
   */
  public Membership {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty() || rank < 0 || rank >= addresses.size()) {
      throw new InvalidInputException(
          "workers: rank must be 0 to below their number, got "
              + rank
              + " of "
              + addresses.size()
              + " addresses");
    }
    addresses.forEach(Membership::check);
    if (new HashSet<>(addresses).size() < addresses.size()) {
      throw new InvalidInputException(
          "workers: each needs an address of its own, got " + addresses);
    }
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new InvalidInputException("workers: timeout must be at least 1 s, got " + timeout);
    }
  }

  private static void check(String address) {
    String port = address.substring(address.lastIndexOf(':') + 1);
    boolean fits =
        address.matches("\\[?[\\w.:-]+]?:\\d{1,5}")
            && Integer.parseInt(port) >= 1
            && Integer.parseInt(port) <= MOST_PORTS;
    if (!fits) {
      throw new InvalidInputException(
          "workers: '" + address + "' is no address; HOST:PORT with a port of 1..65535 is needed");
    }
  }

  /** {@return how many workers there are} */
  public int size() {
    return addresses.size();
  }

  /** {@return where this worker listens, {@code HOST:PORT}} */
  public String own() {
    return addresses.get(rank);
  }
}
