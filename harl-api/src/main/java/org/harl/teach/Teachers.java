package org.harl.teach;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.harl.embed.TrainedEncoder;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.model.weights.WeightFile;
import org.harl.services.Services;

/** Teachers in files. What a file's name ends in says its format. */
public final class Teachers {
  private static final List<String> OWN = List.of(".safetensors", ".pth");
  private static final String ADD =
      "name a file of one of these or of "
          + String.join(" or ", OWN)
          + ", or add the artifact that reads it (org.harl:harl-backend-djl has .onnx, .pt and"
          + " .torchscript)";

  private Teachers() {}

  /**
   * {@return what the names of files end in that can be read, with the dot} {@code .safetensors},
   * {@code .pth} and, with harl-backend-djl on the class path, {@code .onnx}, {@code .pt} and
   * {@code .torchscript}.
   *
   * @throws HarlException if two services read the same files
   */
  public static List<String> endings() {
    List<String> endings = new ArrayList<>(OWN);
    endings.addAll(found().names());
    return endings;
  }

  /**
   * Reads a teacher.
   *
   * @param file of an encoder, {@link TrainedEncoder#read(Path, Integer)}, or what a {@link
   *     TeacherReader} reads
   * @param size the side of the student's views in pixels, at which a network is asked whose file
   *     names no size
   * @return the teacher
   * @throws InvalidInputException if there is no such file, nothing reads what its name ends in, or
   *     it is not what that says
   */
  public static Teacher read(Path file, int size) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("teacher '" + file + "': there is no such file");
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (OWN.stream().anyMatch(name::endsWith)) {
      boolean saysSize = WeightFile.metadata(file).containsKey("size");
      return Teacher.of(TrainedEncoder.read(file, saysSize ? null : Integer.valueOf(size)));
    }
    Services<TeacherReader> found = found();
    String ending = name.substring(Math.max(0, name.lastIndexOf('.')));
    return found
        .find(ending)
        .orElseThrow(
            () ->
                new InvalidInputException("teacher '" + file + "': " + found.unknown(ending, ADD)))
        .read(file, size);
  }

  private static Services<TeacherReader> found() {
    return Services.onClassPathBy(
        "reader of teachers", TeacherReader.class, TeacherReader::endings);
  }
}
