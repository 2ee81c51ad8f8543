package org.harl.backend.tf;

import static org.assertj.core.api.Assertions.assertThat;

import org.harl.Harl;
import org.junit.jupiter.api.Test;

class OnlyBackendTest {
  @Test
  void theOnlyBackendOnTheClassPathNeedNotBeNamed() {
    try (Harl harl = Harl.builder().build()) {
      assertThat(harl.device().description()).startsWith("TensorFlow 2");
    }
  }
}
