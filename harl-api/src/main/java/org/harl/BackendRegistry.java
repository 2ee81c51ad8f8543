package org.harl;

import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.harl.error.BackendNotFoundException;
import org.harl.error.HarlException;
import org.harl.error.NearestName;
import org.harl.spi.BackendProvider;
import org.jspecify.annotations.Nullable;

/** The backends found, by name; nothing is guessed where there is a choice. */
public final class BackendRegistry {
  private static final String ADD =
      "add org.harl:harl-backend-djl (backend 'djl') or org.harl:harl-backend-tf (backend 'tf')";

  private final TreeMap<String, BackendProvider> byName = new TreeMap<>();

  BackendRegistry(Iterable<BackendProvider> found) {
    for (BackendProvider provider : found) {
      if (provider.apiLevel() != BackendProvider.API_LEVEL) {
        throw new HarlException(
            "backend '"
                + provider.name()
                + "' in "
                + jar(provider)
                + " was made for api level "
                + provider.apiLevel()
                + ", this is harl-api of level "
                + BackendProvider.API_LEVEL
                + "; take both of the same release");
      }
      BackendProvider other = byName.putIfAbsent(provider.name(), provider);
      if (other != null) {
        throw new HarlException(
            "backend '"
                + provider.name()
                + "' is there twice, in "
                + jar(other)
                + " and "
                + jar(provider)
                + "; remove one from the class path");
      }
    }
  }

  /**
   * Looks on the class path.
   *
   * @throws HarlException if a backend cannot be loaded, is there twice, or has another api level
   */
  public static BackendRegistry onClassPath() {
    List<BackendProvider> found = new ArrayList<>();
    try {
      Iterator<BackendProvider> providers = ServiceLoader.load(BackendProvider.class).iterator();
      while (providers.hasNext()) {
        found.add(providers.next());
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new HarlException(
          "a backend on the class path does not load: "
              + e.getMessage()
              + "; take all harl"
              + " artifacts of the same release",
          e);
    }
    return new BackendRegistry(found);
  }

  /** All of them, by name. */
  public List<BackendProvider> all() {
    return List.copyOf(byName.values());
  }

  /**
   * The backend of that name, in any case, or the only one there is.
   *
   * @param name null for the only one
   * @throws BackendNotFoundException if there is none, none of that name, or no name and several
   */
  public BackendProvider find(@Nullable String name) {
    if (byName.isEmpty()) {
      throw new BackendNotFoundException(
          (name == null ? "a backend" : "backend '" + name + "'")
              + " was asked for, none is on the class path; "
              + ADD);
    }
    if (name == null && byName.size() > 1) {
      throw new BackendNotFoundException(
          "several backends are on the class path, and none was named: "
              + described()
              + "; name one");
    }
    BackendProvider provider =
        name == null
            ? byName.firstEntry().getValue()
            : byName.get(NearestName.inAnyCase(name, byName.keySet()));
    if (provider == null) {
      throw new BackendNotFoundException(
          "backend '"
              + name
              + "' is not on the class path, found "
              + described()
              + "; "
              + ADD
              + NearestName.hint(name, byName.keySet()));
    }
    return provider;
  }

  private List<String> described() {
    return byName.values().stream().map(p -> "'" + p.name() + "' in " + jar(p)).toList();
  }

  /** Where a backend's class came from. */
  public static String jar(BackendProvider provider) {
    CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? provider.getClass().getName()
        : source.getLocation().getPath();
  }
}
