package org.harl.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> NAMES =
      List.of("--epochs", "--learning-rate", "--optimiser", "djl", "tf", "mbd", "onnx", "qcut");

  @ParameterizedTest
  @CsvSource({
    "--epoch,--epochs",
    "--epohcs,--epochs",
    "--EPOCH,--epochs",
    "-epochs,--epochs",
    "--lr,--learning-rate",
    "--learning,--learning-rate",
    "--optimizer,--optimiser",
    "dlj,djl",
    "ft,tf",
    "onxx,onnx",
    "tf2,tf"
  })
  void whatIsNearIsNamed(String asked, String meant) {
    assertThat(NearestName.hint(asked, NAMES)).isEqualTo("; did you mean '" + meant + "'?");
  }

  @ParameterizedTest
  @CsvSource({"--zzz", "abacus", "x", "''", "--", "saved"})
  void whatIsFarHasNoHint(String asked) {
    assertThat(NearestName.hint(asked, NAMES)).isEmpty();
  }

  @Test
  void aNameIsFoundInAnyCase() {
    assertThat(NearestName.inAnyCase("ONNX", NAMES)).isEqualTo("onnx");
    assertThat(NearestName.inAnyCase("Tf", List.of("tf", "Tf"))).isEqualTo("Tf");
    assertThat(NearestName.inAnyCase("onn", NAMES)).isEqualTo("onn");
  }
}
