package org.harl.backend.tf;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The instruction set that the environment limits oneDNN to, in TensorFlow's copy too. */
final class OneDnnLimit {
  private static final List<String> NAMES = List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA");

  /** TensorFlow takes oneDNN for bfloat16 by what the processor has, not by what is allowed. */
  private static final Set<String> WITHOUT_BFLOAT16 =
      Set.of("SSE41", "AVX", "AVX2", "AVX2_VNNI", "AVX2_VNNI_2");

  private OneDnnLimit() {}

  /** Whether a convolution in bfloat16 could end the process: oneDNN has no kernel for it. */
  static boolean forbidsBfloat16(Map<String, String> environment) {
    return NAMES.stream()
        .map(name -> environment.getOrDefault(name, ""))
        .anyMatch(limit -> WITHOUT_BFLOAT16.contains(limit.strip().toUpperCase(Locale.ROOT)));
  }
}
