package org.harl;

import java.util.Iterator;
import java.util.List;
import org.harl.error.BackendNotFoundException;
import org.harl.error.HarlException;
import org.harl.services.Services;
import org.harl.spi.BackendProvider;
import org.jspecify.annotations.Nullable;

/** The backends found, by name; nothing is guessed where there is a choice. */
public final class BackendRegistry {
  private static final String ADD =
      "add org.harl:harl-backend-djl (backend 'djl') or org.harl:harl-backend-tf (backend 'tf')";

  private final Services<BackendProvider> found;

  private BackendRegistry(Services<BackendProvider> found) {
    this.found = found;
    found.names();
    found.all().forEach(BackendRegistry::requireLevel);
  }

  /** Those of an iterator that may throw for one and go on with the next. */
  static BackendRegistry of(Iterator<BackendProvider> providers) {
    return new BackendRegistry(Services.of("backend", providers, BackendProvider::name));
  }

  /**
   * Looks on the class path; a warning names what does not load.
   *
   * @return those that load
   * @throws HarlException if a backend is there twice, or has another api level
   */
  public static BackendRegistry onClassPath() {
    return new BackendRegistry(
        Services.onClassPath("backend", BackendProvider.class, BackendProvider::name));
  }

  private static void requireLevel(BackendProvider provider) {
    if (provider.apiLevel() != BackendProvider.API_LEVEL) {
      throw new HarlException(
          "backend '%s' in %s was made for api level %d, this is harl-api of level %d; take both of the same release"
              .formatted(
                  provider.name(),
                  Services.place(provider),
                  provider.apiLevel(),
                  BackendProvider.API_LEVEL));
    }
  }

  /** {@return all of them that load, by name} */
  public List<BackendProvider> all() {
    return found.names().stream().map(name -> found.find(name).orElseThrow()).toList();
  }

  /**
   * {@return the backend of that name, in any case, or the only one there is}
   *
   * @param name null for the only one
   * @throws BackendNotFoundException if there is none, none of that name, or no name and several,
   *     or one that does not load
   */
  public BackendProvider find(@Nullable String name) {
    return name == null ? only() : find(found, name);
  }

  private static BackendProvider find(Services<BackendProvider> found, String name) {
    return found
        .find(name)
        .orElseThrow(() -> new BackendNotFoundException(found.unknown(name, ADD)));
  }

  private BackendProvider only() {
    List<String> all =
        all().stream().map(p -> "'" + p.name() + "' in " + Services.place(p)).toList();
    if (all.isEmpty() && found.faults().isEmpty()) {
      throw new BackendNotFoundException(
          "a backend was asked for, none is on the class path; " + ADD);
    }
    if (all.size() != 1 || !found.faults().isEmpty()) {
      throw new BackendNotFoundException(
          all.size() > 1
              ? "several backends are on the class path, and none was named: " + all + "; name one"
              : "no backend was named, found "
                  + all
                  + ", and "
                  + String.join("; ", found.faults()));
    }
    return found.all().get(0);
  }
}
