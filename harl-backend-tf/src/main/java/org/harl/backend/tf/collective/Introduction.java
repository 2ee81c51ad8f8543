package org.harl.backend.tf.collective;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.harl.error.InvalidInputException;
import org.harl.model.weights.Sha256;
import org.harl.spi.collective.Collective;
import org.harl.spi.collective.Membership;

/** What workers tell each other before anything is computed: hashes of token and version. */
record Introduction(byte[] bytes) {
  private static final int HASH = 32;
  private static final List<String> PARTS = List.of("another token", "another version of harl");

  static Introduction of(Membership membership) {
    String version = Membership.class.getPackage().getImplementationVersion();
    return of(membership.token(), Objects.toString(version, "unknown"));
  }

  static Introduction of(String token, String version) {
    byte[] both = Arrays.copyOf(hash(token), 2 * HASH);
    System.arraycopy(hash(version), 0, both, HASH, HASH);
    return new Introduction(both);
  }

  private static byte[] hash(String text) {
    return Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Gathers them.
   *
   * @throws InvalidInputException if another worker is of another run
   */
  void compare(Collective workers) {
    List<byte[]> all = workers.gather(bytes);
    for (int rank = 0; rank < all.size(); rank++) {
      for (int part = 0; part < PARTS.size(); part++) {
        int at = part * HASH;
        if (!Arrays.equals(bytes, at, at + HASH, all.get(rank), at, at + HASH)) {
          throw new InvalidInputException(
              "workers: rank "
                  + rank
                  + " has "
                  + PARTS.get(part)
                  + " than rank "
                  + workers.rank()
                  + "; start all workers of a run from the same command, with the same harl");
        }
      }
    }
  }
}
