package org.harl.cli.doctor.facts;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The variables of the environment that change what harl, Java or an engine does; no others. */
public final class EnvironmentFacts {
  private static final Pattern TOLD =
      Pattern.compile(
          "(HARL|OMP|KMP|GOMP|MKL|DNNL|ONEDNN|ATEN|DJL|PYTORCH|TORCH|CUDA|CUDNN|NVIDIA|XLA)_\\w+"
              // TensorFlow's, and not Terraform's
              + "|TF_(CPP|XLA|ENABLE|DISABLE|FORCE|GPU|CUDA|CUDNN|NUM|OVERRIDE|USE|DETERMINISTIC)_\\w+"
              + "|MALLOC_\\w+|GLIBC_TUNABLES|LD_LIBRARY_PATH|LD_PRELOAD"
              + "|OPENCV_LOG_LEVEL|ENGINE_CACHE_DIR"
              + "|JAVA_HOME|_?JAVA_OPTIONS|JDK_JAVA_OPTIONS|JAVA_TOOL_OPTIONS|LANG|LC_ALL|LC_CTYPE");

  /** In the name of what a report must not tell. */
  static final Pattern SECRET = Pattern.compile("(?i)key|token|secret|passw|credential");

  private EnvironmentFacts() {}

  public static Section section(Surroundings here) {
    Map<String, Object> facts = new TreeMap<>();
    here.environment()
        .forEach(
            (name, value) -> {
              if (TOLD.matcher(name).matches()) {
                facts.put(name, SECRET.matcher(name).find() ? "(hidden)" : value);
              }
            });
    List<String> set =
        facts.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
    List<String> lines = set.isEmpty() ? List.of("nothing set") : Section.wrapped(set);
    return new Section("environment", lines, facts, List.of());
  }
}
