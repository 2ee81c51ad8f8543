package org.harl.backend.tf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.harl.backend.tf.TfBackendProvider;
import org.harl.error.HarlException;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.EngineSafety;
import org.harl.spi.Precision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineCheckTest {
  private final Backend backend =
      new TfBackendProvider()
          .open(new BackendOptions("cpu", Precision.FLOAT32, 1, EngineSafety.OFF));
  private final List<Precision> asked = new ArrayList<>();
  private List<String> wrong = List.of();
  private final EngineCheck check =
      new EngineCheck(
          (on, precision) -> {
            asked.add(precision);
            return wrong;
          });

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void aRightEngineIsAskedOnceForEachPrecision() {
    check.require(backend, Precision.FLOAT32, EngineSafety.AUTO);
    check.require(backend, Precision.FLOAT32, EngineSafety.ON);
    check.require(backend, Precision.FLOAT64, EngineSafety.AUTO);
    assertThat(asked).containsExactly(Precision.FLOAT32, Precision.FLOAT64);
  }

  @Test
  void aKernelThatAnswersWronglyIsRefusedEveryTimeInOneLineWithTheWaysOut() {
    wrong = List.of("3x3 convolution: 2 of 8 values are wrong", "another");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> check.require(backend, Precision.FLOAT32, EngineSafety.AUTO))
          .isInstanceOf(HarlException.class)
          .hasMessageContainingAll(
              "TensorFlow 2.18",
              "FLOAT32 on 'cpu'",
              "3x3 convolution: 2 of 8 values are wrong, and 1 more",
              "backend 'djl'",
              "TF_ENABLE_ONEDNN_OPTS=0");
    }
  }

  @Test
  void whoKnowsBetterIsNotChecked() {
    wrong = List.of("everything");
    check.require(backend, Precision.FLOAT32, EngineSafety.OFF);
    assertThat(asked).isEmpty();
  }

  @Test
  void theEngineOfThisProcessIsRight() {
    for (Precision precision : List.of(Precision.FLOAT32, Precision.FLOAT64)) {
      try (Backend open =
          new TfBackendProvider()
              .open(new BackendOptions("cpu", precision, 1, EngineSafety.AUTO))) {
        assertThat(open.findings()).isEmpty();
      }
    }
  }
}
