package org.harl.spi.check;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The instructions that the environment limits oneDNN to, in every engine of a process that brings
 * it.
 */
public final class OneDnnLimit {
  /** The variable that sets it. */
  public static final String NAME = "ONEDNN_MAX_CPU_ISA";

  /** The second is the older name, which oneDNN reads as well. */
  private static final List<String> NAMES = List.of(NAME, "DNNL_MAX_CPU_ISA");

  private OneDnnLimit() {}

  /**
   * {@return the limit in capitals, for example {@code AVX2}; empty: none}
   *
   * @param environment of this process, or another's
   */
  public static String of(Map<String, String> environment) {
    return NAMES.stream()
        .map(name -> environment.getOrDefault(name, "").strip().toUpperCase(Locale.ROOT))
        .filter(limit -> !limit.isEmpty())
        .findFirst()
        .orElse("");
  }
}
