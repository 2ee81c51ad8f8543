package org.harl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process's resident memory as Linux reports it. */
final class Memory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private Memory() {}

  /** Resident now, MiB; -1 where the system does not tell. */
  static long residentMib() throws IOException {
    return field("VmRSS:");
  }

  /** The most that was ever resident, MiB; -1 where the system does not tell. */
  static long peakMib() throws IOException {
    return field("VmHWM:");
  }

  private static long field(String name) throws IOException {
    if (!Files.isReadable(STATUS)) {
      return -1;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(-1);
  }
}
