package org.harl.cli.doctor.examine;

import java.security.CodeSource;
import org.harl.spi.BackendProvider;

/**
 * A backend to be examined; nothing native is loaded.
 *
 * @param name as its provider has it
 * @param type the provider's class
 * @param place the jar or folder that the class came from
 */
public record Candidate(String name, String type, String place) {
  static Candidate of(BackendProvider provider) {
    Class<?> type = provider.getClass();
    return new Candidate(provider.name(), type.getName(), place(type));
  }

  /** Its class, and where that is. */
  String described() {
    return type + " in " + place;
  }

  /** The jar or folder that a class came from. */
  public static String place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? "(unknown)"
        : source.getLocation().getPath();
  }
}
