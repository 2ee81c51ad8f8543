package org.harl.spi.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Whether a machine hides the sizes of its processor's caches, as some virtual machines do. oneDNN
 * 3.7, by which PyTorch 2.7 convolves on CPUs, plans by them: without them some of its kernels end
 * the process or compute wrongly.
 */
public final class HiddenCaches {
  private static final Set<String> X86_64 = Set.of("amd64", "x86_64");

  private HiddenCaches() {}

  /**
   * Asks the system that this process runs on.
   *
   * @return whether it hides the sizes of the processor's caches
   */
  public static boolean onThisMachine() {
    return in(
        Path.of("/sys/devices/system/cpu"),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
  }

  /**
   * Linux lists them as it finds them by the same instruction as oneDNN does, CPUID, of which other
   * processors have no counterpart.
   *
   * @param processors Linux's folder of them
   */
  static boolean in(Path processors, String system, String architecture) {
    return system.equals("Linux")
        && X86_64.contains(architecture)
        && !Files.isDirectory(processors.resolve("cpu0/cache/index0"));
  }
}
