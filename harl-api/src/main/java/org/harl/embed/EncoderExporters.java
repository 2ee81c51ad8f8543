package org.harl.embed;

import java.util.List;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.services.Services;

/** The formats that encoders can be written in. */
public final class EncoderExporters {
  private static final String ADD =
      "name one of these, or add the artifact that has it (org.harl:harl-backend-tf has"
          + " 'savedmodel', org.harl:harl-backend-djl 'onnx' and 'torchscript')";

  private EncoderExporters() {}

  /**
   * Their names, in alphabetical order.
   *
   * @throws HarlException if two have one name
   */
  public static List<String> formats() {
    return found().names();
  }

  /**
   * The one of that format, in any case.
   *
   * @throws InvalidInputException if there is none
   * @throws HarlException if two have one name
   */
  public static EncoderExporter find(String format) {
    Services<EncoderExporter> found = found();
    return found
        .find(format)
        .orElseThrow(() -> new InvalidInputException(found.unknown(format, ADD)));
  }

  private static Services<EncoderExporter> found() {
    return Services.onClassPath("format", EncoderExporter.class, EncoderExporter::format);
  }
}
