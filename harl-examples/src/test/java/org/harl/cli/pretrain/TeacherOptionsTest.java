package org.harl.cli.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;
import org.harl.method.Distillation;
import org.harl.model.Encoder;
import org.harl.model.Encoders;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.objective.Objectives;
import org.harl.scenes.SyntheticScenes;
import org.harl.trace.Shape;
import org.harl.train.PretrainingPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TeacherOptionsTest {
  @TempDir Path folder;

  private Path teacher() {
    Encoder network = Encoders.parse("resnet18,small,width=0.125");
    Path file = folder.resolve("teacher.safetensors");
    new TrainedEncoder(
            network, 32, InitialValues.draw(Parameters.of(network, Shape.of(2, 3, 32, 32)), 1))
        .write(file);
    return file;
  }

  private static PretrainingPlan plan(String... arguments) {
    return PlanFileTest.options(PlanFileTest.parsed(arguments)).plan(new SyntheticScenes(1, 64));
  }

  @Test
  void aTeacherAloneTakesThePlaceOfTheObjectiveAndAShareStandsBesideIt() {
    String teacher = "--teacher=" + teacher();
    assertThat(plan(teacher).method().objective()).isEqualTo(new Distillation(null, 1, 0, 64));
    assertThat(
            plan(teacher, "--teacher-weight=0.5", "--teacher-hidden=9", "--method=simsiam")
                .method()
                .objective())
        .isEqualTo(new Distillation(Objectives.parse("simsiam"), .5, 9, 64));
  }

  @Test
  void thePlanOfARunNamesItsTeacherWhereverItIsRead() throws IOException {
    Path file = folder.resolve("plan.json");
    PlanFile.at(file)
        .write(
            PlanFileTest.options(
                PlanFileTest.parsed("--teacher=" + teacher(), "--teacher-weight=0.5")));
    assertThat(Files.readString(file))
        .contains("\"teacher\"", teacher().toAbsolutePath().toString());
    assertThat(plan("--plan=" + file).teaching().weight()).isEqualTo(.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--teacher-weight=0.5|--teacher-weight: there is no --teacher; name one",
        "--teacher-hidden=9|--teacher-hidden: there is no --teacher; name one",
        "--teacher=none.onnx|teacher 'none.onnx': there is no such file",
        "--teacher=pom.xml|teacher 'pom.xml': reader of teachers '.xml' is not on the class path, found [.onnx, .pt, .torchscript]; name a file of one of these or of .safetensors or .pth, or add the artifact that reads it (org.harl:harl-backend-djl has .onnx, .pt and .torchscript)"
      })
  void optionsThatCannotBeMeantAreRefused(String given, String fault) {
    assertThatThrownBy(() -> plan(given.split(" ")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(fault);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "1.5", "NaN"})
  void sharesOutOfRangeAreRefused(String share) {
    String teacher = "--teacher=" + teacher();
    assertThatThrownBy(() -> plan(teacher, "--teacher-weight=" + share))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("--teacher-weight: ")
        .hasMessageEndingWith(" is not within 0 (excluded)..1.0");
  }
}
