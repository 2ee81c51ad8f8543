package org.harl.mask;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.error.NearestName;

/** The mask providers on the class path. */
public final class MaskProviders {
  private static final String FILES = "files:";

  private MaskProviders() {}

  /** The names of those found through {@link ServiceLoader}, in alphabetical order. */
  public static List<String> names() {
    return List.copyOf(byName(load()).keySet());
  }

  /**
   * The provider of that name, in any case; {@code files:DIR} is {@link MaskFiles} of a folder,
   * {@code NAME:ARGUMENT} what {@link MaskProvider#with} makes of it.
   *
   * @throws InvalidInputException if there is none
   * @throws HarlException if two have one name
   */
  public static MaskProvider find(String name) {
    return name.startsWith(FILES)
        ? new MaskFiles(Path.of(name.substring(FILES.length())))
        : find(name, load());
  }

  static MaskProvider find(String asked, List<MaskProvider> found) {
    int colon = asked.indexOf(':');
    String name = colon < 0 ? asked : asked.substring(0, colon);
    TreeMap<String, MaskProvider> byName = byName(found);
    MaskProvider provider = byName.get(NearestName.inAnyCase(name, byName.keySet()));
    if (provider == null) {
      throw new InvalidInputException(
          "mask provider '"
              + name
              + "': there are "
              + byName.keySet()
              + " and 'files:DIR'; name one of them, or add the artifact that has it (org.harl:harl-masks has"
              + " 'drfi', 'mbd' and others)"
              + NearestName.hint(name, byName.keySet()));
    }
    return colon < 0 ? provider : provider.with(asked.substring(colon + 1));
  }

  private static TreeMap<String, MaskProvider> byName(List<MaskProvider> found) {
    TreeMap<String, MaskProvider> byName = new TreeMap<>();
    for (MaskProvider provider : found) {
      MaskProvider other = byName.put(provider.name(), provider);
      if (other != null) {
        throw new HarlException(
            "mask provider '"
                + provider.name()
                + "' is there twice: "
                + other.getClass().getName()
                + " and "
                + provider.getClass().getName()
                + "; remove one from the class path");
      }
    }
    return byName;
  }

  private static List<MaskProvider> load() {
    return ServiceLoader.load(MaskProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }
}
