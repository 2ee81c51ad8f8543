package org.harl.backend.tf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneDnnLimitTest {
  @ParameterizedTest
  @CsvSource({
    "ONEDNN_MAX_CPU_ISA, AVX, true",
    "ONEDNN_MAX_CPU_ISA, avx2, true",
    "DNNL_MAX_CPU_ISA, SSE41, true",
    "ONEDNN_MAX_CPU_ISA, AVX512_CORE_BF16, false",
    "ONEDNN_MAX_CPU_ISA, ALL, false",
    "ONEDNN_MAX_CPU_ISA, '', false",
    "OTHER, AVX, false"
  })
  void bfloat16IsForbiddenWhereTheLimitLeavesNoInstructionsForIt(
      String name, String value, boolean forbidden) {
    assertThat(OneDnnLimit.forbidsBfloat16(Map.of(name, value))).isEqualTo(forbidden);
  }
}
