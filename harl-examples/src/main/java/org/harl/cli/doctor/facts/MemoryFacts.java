package org.harl.cli.doctor.facts;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The machine's memory, and what of it the process may have. */
public final class MemoryFacts {
  private static final long LEAST_FREE = 1L << 30;
  private static final long LEAST_ADDRESSES = 4L << 30;
  private static final Pattern ADDRESSES = Pattern.compile("Max address space +(\\d+) .*");

  private MemoryFacts() {}

  public static Section section(Surroundings here) {
    long total = machine(here, "MemTotal:");
    long free = machine(here, "MemAvailable:");
    @Nullable ControlGroup container = ControlGroup.of(here);
    long addresses = addresses(here);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("totalBytes", total);
    facts.put("freeBytes", free);
    List<String> parts = new ArrayList<>();
    parts.add("%s, %s free".formatted(Section.size(total), Section.size(free)));
    if (container == null) {
      parts.add("no container limit");
    } else {
      facts.put("containerLimitBytes", container.limit());
      facts.put("containerFreeBytes", container.free());
      parts.add(
          "container limit %s, %s of it free"
              .formatted(Section.size(container.limit()), Section.size(container.free())));
    }
    if (addresses >= 0) {
      facts.put("addressLimitBytes", addresses);
      parts.add("ulimit -v " + Section.size(addresses));
    }
    List<String> findings = findings(free, container, addresses);
    return new Section("memory", List.of(String.join("; ", parts)), facts, findings);
  }

  private static List<String> findings(
      long free, @Nullable ControlGroup container, long addresses) {
    List<String> findings = new ArrayList<>();
    if (free < LEAST_FREE) {
      findings.add(
          "%s of memory are free, harl wants %s or more; end other programs, or take a larger machine"
              .formatted(Section.size(free), Section.size(LEAST_FREE)));
    }
    if (container != null && container.free() < LEAST_FREE) {
      findings.add(
          "%s are free in the container's limit of %s, harl wants %s or more; raise the limit"
                  .formatted(
                      Section.size(container.free()),
                      Section.size(container.limit()),
                      Section.size(LEAST_FREE))
              + " (docker run --memory)");
    }
    if (addresses >= 0 && addresses < LEAST_ADDRESSES) {
      findings.add(
          "the process's addresses end at %s (ulimit -v), harl wants %s or more; ulimit -v unlimited"
              .formatted(Section.size(addresses), Section.size(LEAST_ADDRESSES)));
    }
    return findings;
  }

  /** Bytes; from Java where the system has no meminfo. */
  private static long machine(Surroundings here, String field) {
    for (String line : here.lines("proc/meminfo")) {
      if (line.startsWith(field)) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
      return Long.MAX_VALUE;
    }
    return field.equals("MemTotal:") ? system.getTotalMemorySize() : system.getFreeMemorySize();
  }

  /** Of {@code ulimit -v}, -1 where there is no limit. */
  private static long addresses(Surroundings here) {
    for (String line : here.lines("proc/self/limits")) {
      Matcher limited = ADDRESSES.matcher(line);
      if (limited.matches()) {
        return Long.parseLong(limited.group(1));
      }
    }
    return -1;
  }
}
