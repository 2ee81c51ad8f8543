package org.harl.cli.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the process holds at a moment.
 *
 * @param resident memory, MiB
 * @param outsideHeap what of it the Java heap has not committed, MiB
 * @param threads Java's and the engine's
 * @param files open file descriptors
 */
record ProcessUse(long resident, long outsideHeap, long threads, long files) {
  /** Now; -1 for what the system does not tell. */
  static ProcessUse now() throws IOException {
    long resident = Memory.residentMib();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted() >> 20;
    return new ProcessUse(resident, resident - heap, Memory.threads(), openFiles());
  }

  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : -1;
  }

  /** By name, in order. */
  Map<String, Long> asMap() {
    Map<String, Long> map = new LinkedHashMap<>();
    map.put("resident MiB", resident);
    map.put("outside the heap MiB", outsideHeap);
    map.put("threads", threads);
    map.put("files", files);
    return map;
  }
}
