package org.harl.backend.djl.teach;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import org.harl.teach.Teacher;
import org.harl.teach.TeacherReader;

/**
 * Teachers in TorchScript, by DJL's PyTorch engine. They take float32 [N, 3, S, S], normalised by
 * ImageNet's mean and deviation, or, if they refuse that, uint8 [N, S, S, 3]; S is that of the
 * student's views. The first output is [N, F], or [N, F, h, w] of which the mean over the cells is
 * taken.
 */
@AutoService(TeacherReader.class)
public final class TorchScriptTeachers implements TeacherReader {
  /** Loads nothing. */
  public TorchScriptTeachers() {}

  @Override
  public List<String> endings() {
    return List.of(".pt", ".torchscript");
  }

  @Override
  public Teacher read(Path file, int size) {
    return new NetworkTeacher(file, size, backend -> new TorchScriptNetwork(file, size, backend));
  }
}
