package org.harl.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.harl.spi.Capability.BFLOAT16;
import static org.harl.spi.Capability.DETERMINISTIC;
import static org.harl.spi.Capability.TF32;

import org.junit.jupiter.api.Test;

class AbilitiesTest {
  @Test
  void cpusHaveNoTf32AndOnlySomeHaveBfloat16() {
    assertThat(Abilities.of("cpu", true)).contains(DETERMINISTIC, BFLOAT16).doesNotContain(TF32);
    assertThat(Abilities.of("cpu", false)).contains(DETERMINISTIC).doesNotContain(TF32, BFLOAT16);
  }

  @Test
  void gpusAreNotDeterministicWhateverTheCpuHas() {
    assertThat(Abilities.of("gpu:0", false)).contains(TF32, BFLOAT16).doesNotContain(DETERMINISTIC);
    assertThat(Abilities.of("gpu:0", true)).isEqualTo(Abilities.of("gpu:0", false));
  }
}
