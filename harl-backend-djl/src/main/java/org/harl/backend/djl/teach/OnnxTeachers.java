package org.harl.backend.djl.teach;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import org.harl.error.InvalidInputException;
import org.harl.teach.Teacher;
import org.harl.teach.TeacherReader;

/**
 * Teachers in ONNX, by ONNX Runtime on the CPU. The first input is float32 [N, 3, S, S], normalised
 * by ImageNet's mean and deviation, or uint8 [N, S, S, 3]; S is what the file says. The first
 * output is [N, F], or [N, F, h, w] of which the mean over the cells is taken. A file whose N is 1
 * is asked one view at a time.
 */
@AutoService(TeacherReader.class)
public final class OnnxTeachers implements TeacherReader {
  /** Loads nothing. */
  public OnnxTeachers() {}

  @Override
  public List<String> endings() {
    return List.of(".onnx");
  }

  @Override
  public Teacher read(Path file, int size) {
    try {
      return new NetworkTeacher(
          file,
          size,
          backend -> new OnnxNetwork(file, backend == null ? 1 : backend.options().threads()));
    } catch (NoClassDefFoundError e) {
      throw new InvalidInputException(
          "teacher '"
              + file
              + "' needs com.microsoft.onnxruntime:onnxruntime on the class path; add it",
          e);
    }
  }
}
