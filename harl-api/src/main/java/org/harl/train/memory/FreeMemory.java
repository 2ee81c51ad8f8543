package org.harl.train.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How much memory a process on Linux may still take. */
public final class FreeMemory {
  private static final Path PROC = Path.of("/proc");
  private static final Path CONTAINER = Path.of("/sys/fs/cgroup");

  private FreeMemory() {}

  /**
   * Bytes: the least of what the machine has available, what the container leaves, and what the
   * limit of the process's address space leaves; {@link Long#MAX_VALUE} where the system tells
   * nothing.
   */
  public static long bytes() {
    long machine = kibibytes(PROC.resolve("meminfo"), "MemAvailable:");
    long container =
        rest(number(CONTAINER.resolve("memory.max")), number(CONTAINER.resolve("memory.current")));
    long addresses =
        rest(
            field(PROC.resolve("self/limits"), "Max address space"),
            kibibytes(PROC.resolve("self/status"), "VmSize:"));
    return Math.min(machine, Math.min(container, addresses));
  }

  private static long rest(long limit, long used) {
    return limit == Long.MAX_VALUE || used == Long.MAX_VALUE ? Long.MAX_VALUE : limit - used;
  }

  private static long kibibytes(Path file, String name) {
    long value = field(file, name);
    return value == Long.MAX_VALUE ? value : value << 10;
  }

  /** The first number after a name; "unlimited" and what is not there are the largest. */
  private static long field(Path file, String name) {
    return lines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip().split("\\s+")[0])
        .mapToLong(FreeMemory::parsed)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private static long number(Path file) {
    return lines(file).stream().mapToLong(FreeMemory::parsed).findFirst().orElse(Long.MAX_VALUE);
  }

  private static long parsed(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of(); // another system
    }
  }
}
