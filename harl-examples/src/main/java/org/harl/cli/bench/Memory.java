package org.harl.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process's memory and threads as Linux reports them. */
final class Memory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private Memory() {}

  /** Resident now, MiB; -1 where the system does not tell. */
  static long residentMib() throws IOException {
    return mebibytes("VmRSS:");
  }

  /** The most that was ever resident, MiB; -1 where the system does not tell. */
  static long peakMib() throws IOException {
    return mebibytes("VmHWM:");
  }

  /** Threads of the process, those of native libraries included; -1 where not told. */
  static long threads() throws IOException {
    return field("Threads:");
  }

  private static long mebibytes(String name) throws IOException {
    long kibibytes = field(name);
    return kibibytes < 0 ? kibibytes : kibibytes / 1024;
  }

  private static long field(String name) throws IOException {
    if (!Files.isReadable(STATUS)) {
      return -1;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(-1);
  }
}
