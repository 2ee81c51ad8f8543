package org.harl.embed;

import java.util.List;
import java.util.ServiceLoader;
import org.harl.error.InvalidInputException;
import org.harl.error.NearestName;

/** The formats that encoders can be written in. */
public final class EncoderExporters {
  private EncoderExporters() {}

  /** Their names, in alphabetical order. */
  public static List<String> formats() {
    return found().stream().map(EncoderExporter::format).sorted().toList();
  }

  /**
   * The one of that format, in any case.
   *
   * @throws InvalidInputException if there is none
   */
  public static EncoderExporter find(String format) {
    String named = NearestName.inAnyCase(format, formats());
    return found().stream()
        .filter(exporter -> exporter.format().equals(named))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "format '"
                        + format
                        + "' is not among "
                        + formats()
                        + " on the class path; name one of them, or add the artifact that has it"
                        + " (org.harl:harl-backend-tf has 'savedmodel')"
                        + NearestName.hint(format, formats())));
  }

  private static List<EncoderExporter> found() {
    return ServiceLoader.load(EncoderExporter.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }
}
