package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RunOriginTest {
  private static final Map<String, String> THEN =
      Map.of("batch", "8", "engine", "cpu, PyTorch 2.7.1", "harl", "0.1.0");

  @Test
  void anotherEngineIsSaidButIsNoOtherRun() {
    Map<String, String> now = Map.of("batch", "8", "engine", "cpu, PyTorch 2.8.0", "harl", "0.1.0");
    assertThat(RunOrigin.differences(THEN, now)).isEmpty();
    assertThat(RunOrigin.renewed(THEN, now))
        .isEqualTo("engine: cpu, PyTorch 2.7.1 then, cpu, PyTorch 2.8.0 now");
    assertThat(RunOrigin.renewed(THEN, THEN)).isEmpty();
  }

  @Test
  void anotherBatchIsAnotherRun() {
    Map<String, String> now = Map.of("batch", "4", "engine", "cpu, PyTorch 2.7.1", "harl", "0.1.0");
    assertThat(RunOrigin.differences(THEN, now)).containsExactly("batch: 8 then, 4 now");
    assertThat(RunOrigin.renewed(THEN, now)).isEmpty();
  }
}
