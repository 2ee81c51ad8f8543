package org.harl.embed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.services.Services;

/** The formats that encoders can be written in. */
public final class EncoderExporters {
  private static final String ADD =
      "name one of these, or add the artifact that has it (org.harl:harl-backend-tf has"
          + " 'savedmodel', org.harl:harl-backend-djl 'onnx' and 'torchscript')";

  private static final String IMPORT = "import ";

  private EncoderExporters() {}

  /**
   * {@return their names, in alphabetical order}
   *
   * @throws HarlException if two have one name
   */
  public static List<String> formats() {
    return found().names();
  }

  /**
   * {@return the one of that format, in any case}
   *
   * @param format a name of {@link #formats}, in any case
   * @throws InvalidInputException if there is none
   * @throws HarlException if two have one name
   */
  public static EncoderExporter find(String format) {
    Services<EncoderExporter> found = found();
    return found
        .find(format)
        .orElseThrow(() -> new InvalidInputException(found.unknown(format, ADD)));
  }

  /**
   * Writes an encoder in a format, with {@link EncoderCard}'s two files beside it.
   *
   * @param encoder network, weights and the view that it was trained on
   * @param format a name of {@link #formats}, in any case
   * @param folder that is not there or is empty
   * @throws InvalidInputException if there is no such format
   * @throws HarlException if the encoder cannot be written in it
   * @throws IOException if the folder cannot be written
   */
  public static void write(TrainedEncoder encoder, String format, Path folder) throws IOException {
    EncoderExporter exporter = find(format);
    exporter.export(encoder, folder);
    EncoderCard.write(
        encoder, "Encoder as " + exporter.format(), python(encoder, exporter), folder);
  }

  private static List<String> python(TrainedEncoder encoder, EncoderExporter exporter) {
    List<String> loading = exporter.python();
    if (loading.isEmpty()) {
      return loading;
    }
    List<String> lines = new ArrayList<>(List.of("import numpy, PIL.Image, torchvision"));
    loading.stream().filter(line -> line.startsWith(IMPORT)).forEach(lines::add);
    lines.add("");
    lines.addAll(SafetensorsPython.view(encoder.view(), false));
    lines.add("picture = view(PIL.Image.open(\"picture.jpg\").convert(\"RGB\"))");
    lines.add("images = numpy.asarray(picture)[None]  # uint8 [N, S, S, 3]");
    loading.stream().filter(line -> !line.startsWith(IMPORT)).forEach(lines::add);
    return lines;
  }

  private static Services<EncoderExporter> found() {
    return Services.onClassPath("format", EncoderExporter.class, EncoderExporter::format);
  }
}
