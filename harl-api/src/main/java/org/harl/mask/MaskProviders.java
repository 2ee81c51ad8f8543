package org.harl.mask;

import java.nio.file.Path;
import java.util.List;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.services.Services;

/** The mask providers on the class path. */
public final class MaskProviders {
  private static final String FILES = "files:";
  private static final String LABELS = "labels:";
  private static final String ADD =
      "name one of these, 'files:DIR' or 'labels:DIR', or add the artifact that has it (org.harl:harl-masks has"
          + " 'drfi', 'mbd' and others)";

  private MaskProviders() {}

  /**
   * {@return the names of those on the class path, in alphabetical order}
   *
   * @throws HarlException if two have one name
   */
  public static List<String> names() {
    return onClassPath().names();
  }

  /**
   * {@return the provider of that name, in any case; {@code files:DIR} is {@link MaskFiles} of a
   * folder, {@code labels:DIR} {@link LabelFiles}, {@code NAME:ARGUMENT} what {@link
   * MaskProvider#with} makes of it}
   *
   * @param name for example {@code mbd}, {@code files:DIR} or {@code NAME:ARGUMENT}
   * @throws InvalidInputException if there is none
   * @throws HarlException if two have one name
   */
  public static MaskProvider find(String name) {
    if (name.startsWith(LABELS)) {
      return new LabelFiles(Path.of(name.substring(LABELS.length())));
    }
    return name.startsWith(FILES)
        ? new MaskFiles(Path.of(name.substring(FILES.length())))
        : find(name, onClassPath());
  }

  static MaskProvider find(String asked, Services<MaskProvider> found) {
    int colon = asked.indexOf(':');
    String name = colon < 0 ? asked : asked.substring(0, colon);
    MaskProvider provider =
        found.find(name).orElseThrow(() -> new InvalidInputException(found.unknown(name, ADD)));
    return colon < 0 ? provider : provider.with(asked.substring(colon + 1));
  }

  private static Services<MaskProvider> onClassPath() {
    return Services.onClassPath("mask provider", MaskProvider.class, MaskProvider::name);
  }
}
