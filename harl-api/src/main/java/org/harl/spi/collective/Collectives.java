package org.harl.spi.collective;

import java.util.List;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.services.Services;
import org.jspecify.annotations.Nullable;

/** The runtimes that are on the class path. */
public final class Collectives {
  private static final String ADD = "add org.harl:harl-backend-tf, which has 'tf'";

  private Collectives() {}

  /**
   * {@return the runtime of that name, in any case, or the only one there is}
   *
   * @param name null for the only one
   * @throws InvalidInputException if there is none, none of that name, or no name and several
   * @throws HarlException if two have one name
   */
  public static CollectiveProvider find(@Nullable String name) {
    Services<CollectiveProvider> found =
        Services.onClassPath(
            "runtime of workers", CollectiveProvider.class, CollectiveProvider::name);
    List<String> names = found.names();
    if (name == null && names.size() != 1) {
      throw new InvalidInputException(
          "workers: a runtime is needed, found " + names + " on the class path; " + ADD);
    }
    String asked = name == null ? names.get(0) : name;
    return found
        .find(asked)
        .orElseThrow(() -> new InvalidInputException(found.unknown(asked, ADD)));
  }
}
