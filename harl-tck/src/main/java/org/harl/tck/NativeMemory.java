package org.harl.tck;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

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

  private static final int PIECE = 128 << 10;
  private static final long PORTION = 32L << 20;

  /** 64 GiB: twice what compressed pointers reach. */
  private static final long LOW = 1L << 36;

  /**
   * What is held after a collection, which frees direct buffers that nobody refers to.
   *
   * @throws NotRun where this cannot be measured
   */
  static NativeMemory held() throws InterruptedException {
    System.gc();
    // the cleaner's thread frees them a little later
    Thread.sleep(100);
    NativeMemory read = read();
    if (read.reserved < Runtime.getRuntime().totalMemory()) {
      throw new NotRun("native memory cannot be told from a Java heap without compressed pointers");
    }
    return read;
  }

  /**
   * What the allocator was given back and keeps for later, up to 1 GiB, taken up: it would hide
   * what is held from now on. Whoever measures holds it meanwhile.
   */
  static List<TensorData> ballast() throws InterruptedException {
    List<TensorData> ballast = new ArrayList<>();
    long before = held().bytes;
    long grown = 0;
    while (grown < PORTION / 8 * 7 && ballast.size() < (1 << 30) / PIECE) {
      for (int i = 0; i < PORTION / PIECE; i++) {
        ballast.add(TensorData.allocate(DataType.U8, Shape.of(PIECE)));
      }
      long after = read().bytes;
      grown = after - before;
      before = after;
    }
    return ballast;
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
