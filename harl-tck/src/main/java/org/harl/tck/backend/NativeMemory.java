package org.harl.tck.backend;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.harl.tck.kit.NotRun;

/**
 * The process's resident memory beside the Java heap: on Linux, in a JVM with compressed pointers.
 * Those keep the heap in the low addresses, where nothing else of size is, so that what is resident
 * above is native to the kilobyte; resident memory less the committed heap would swing with the
 * collector.
 *
 * @param bytes resident above 64 GiB
 * @param reserved below
 */
record NativeMemory(long bytes, long reserved) {
  private static final Path MAPPINGS = Path.of("/proc/self/smaps");
  private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");
  private static final Pattern RESIDENT = Pattern.compile("Anonymous: *(\\d+) kB");

  private static final String DIAGNOSTICS = "com.sun.management:type=DiagnosticCommand";

  /** 64 GiB: twice what compressed pointers reach. */
  private static final long LOW = 1L << 36;

  /**
   * What is held after collections that freed every direct buffer that nobody refers to, and after
   * the allocator returned what it keeps for later, which would hide what is held from then on.
   *
   * @throws NotRun where this cannot be measured
   */
  static NativeMemory held() throws InterruptedException {
    long before;
    long buffers = directBuffers();
    do {
      before = buffers;
      System.gc();
      // the reference handler's thread frees them a little later, on a busy machine much later
      Thread.sleep(100);
      buffers = directBuffers();
    } while (buffers < before);
    trim();
    NativeMemory read = read();
    if (read.reserved < Runtime.getRuntime().totalMemory()) {
      throw new NotRun("native memory cannot be told from a Java heap without compressed pointers");
    }
    return read;
  }

  private static long directBuffers() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  private static void trim() {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .invoke(new ObjectName(DIAGNOSTICS), "systemTrimNativeHeap", null, null);
    } catch (JMException e) {
      throw new NotRun("native memory is measured from Java 17.0.9 on: it trims the native heap");
    }
  }

  private static NativeMemory read() {
    long resident = 0;
    long reserved = 0;
    boolean low = false;
    try (BufferedReader lines = Files.newBufferedReader(MAPPINGS)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher mapping = MAPPING.matcher(line);
        Matcher size = RESIDENT.matcher(line);
        if (mapping.matches()) {
          long from = Long.parseUnsignedLong(mapping.group(1), 16);
          low = Long.compareUnsigned(from, LOW) < 0;
          reserved += low ? Long.parseUnsignedLong(mapping.group(2), 16) - from : 0;
        } else if (!low && size.matches()) {
          resident += Long.parseLong(size.group(1)) << 10;
        }
      }
    } catch (IOException e) {
      throw new NotRun("native memory is not measured on " + System.getProperty("os.name"));
    }
    return new NativeMemory(resident, reserved);
  }
}
