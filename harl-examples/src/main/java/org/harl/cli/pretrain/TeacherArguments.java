package org.harl.cli.pretrain;

import java.nio.file.Path;
import org.harl.cli.files.Destination;
import org.harl.cli.options.Checks;
import org.harl.cli.options.Defaults;
import org.harl.cli.terminal.OptionGroup;
import org.harl.error.InvalidInputException;
import org.harl.teach.Teachers;
import org.harl.teach.Teaching;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is learned from a trained network. */
@OptionGroup("Teacher")
public final class TeacherArguments {
  private static final String TEACHER = "--teacher";
  private static final String WEIGHT = "--teacher-weight";
  private static final String HIDDEN = "--teacher-hidden";

  @Option(
      names = TEACHER,
      paramLabel = "FILE",
      description =
          "A trained network whose features of each view are learned: .safetensors or .pth of an encoder,"
              + " .onnx, or TorchScript as .pt or .torchscript.")
  private @Nullable Path teacher;

  @Option(
      names = WEIGHT,
      paramLabel = "W",
      description =
          "Share of the teacher in the loss, the method's own having the rest; 1 unless told, where"
              + " that is left out.")
  private @Nullable Double weight;

  @Option(
      names = HIDDEN,
      paramLabel = "N",
      description =
          "Hidden units between the features and the teacher's; 0 unless told, for a linear map.")
  private @Nullable Integer hidden;

  /** Takes down what is read. */
  Destination apart(Destination output) {
    return output.apartFrom(TEACHER, teacher);
  }

  /**
   * The teacher that is asked for, if any.
   *
   * @param size the side of the student's views
   */
  @Nullable Teaching teaching(int size) {
    if (teacher == null) {
      if (weight != null || hidden != null) {
        throw new InvalidInputException(
            (weight == null ? HIDDEN : WEIGHT) + ": there is no " + TEACHER + "; name one");
      }
      return null;
    }
    Teaching usual = Teaching.by(Teachers.read(teacher, size));
    double share = Defaults.of(weight, usual.weight());
    Checks.positive(WEIGHT, share, 1);
    return usual.withWeight(share).withHidden(Defaults.of(hidden, usual.hidden()));
  }
}
