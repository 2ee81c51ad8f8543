package org.harl.teach;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Reads teachers of a format; found through {@link ServiceLoader}. Implementations have a
 * constructor without arguments that loads no native code.
 */
public interface TeacherReader {
  /** {@return what the names of its files end in, lower case, with the dot: {@code .onnx}} */
  List<String> endings();

  /**
   * Reads a teacher.
   *
   * @param file of the format
   * @param size the side of the student's views in pixels, at which a network is asked that names
   *     no size of its own
   * @return the teacher, which holds no native memory until it is opened
   * @throws org.harl.error.InvalidInputException if the file is none, or its network takes no views
   *     or gives no features
   */
  Teacher read(Path file, int size);
}
