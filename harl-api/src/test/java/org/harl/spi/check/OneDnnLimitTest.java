package org.harl.spi.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneDnnLimitTest {
  @ParameterizedTest
  @CsvSource({
    "ONEDNN_MAX_CPU_ISA, AVX, AVX",
    "ONEDNN_MAX_CPU_ISA, ' avx2', AVX2",
    "DNNL_MAX_CPU_ISA, SSE41, SSE41",
    "ONEDNN_MAX_CPU_ISA, '', ''",
    "OTHER, AVX, ''"
  })
  void theLimitIsReadUnderBothNamesInCapitals(String name, String value, String limit) {
    assertThat(OneDnnLimit.of(Map.of(name, value))).isEqualTo(limit);
  }

  @Test
  void theNewerNameWins() {
    Map<String, String> both = Map.of("DNNL_MAX_CPU_ISA", "AVX", "ONEDNN_MAX_CPU_ISA", "ALL");
    assertThat(OneDnnLimit.of(both)).isEqualTo("ALL");
  }
}
