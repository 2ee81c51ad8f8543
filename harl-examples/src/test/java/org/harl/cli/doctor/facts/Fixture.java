package org.harl.cli.doctor.facts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A machine made of files below a folder, with nothing wrong until it is told otherwise. */
public final class Fixture {
  private final Path root;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private long maxHeap = 1L << 30;

  public Fixture(Path root) throws IOException {
    this.root = root;
    for (String name : List.of("java.home", "java.class.path", "java.io.tmpdir", "java.version")) {
      property(name, System.getProperty(name));
    }
    property("os.name", "Linux");
    property("os.arch", "amd64");
    property("sun.jnu.encoding", "UTF-8");
    property("user.home", Files.createDirectories(root.resolve("home")).toString());
    property("user.name", "somebody");
    property("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    file(
        "proc/cpuinfo", "model name\t: Some CPU\nflags\t\t: fpu avx avx2 fma\n\nmodel name: Other");
    file("proc/meminfo", "MemTotal: 8388608 kB\nMemAvailable: 4194304 kB");
    file("sys/devices/system/cpu/online", "0-2,5");
    cache("index0", "1", "Data", "32K");
    cache("index2", "2", "Unified", "512K");
  }

  Fixture file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n");
    return this;
  }

  void cache(String name, String level, String type, String size) throws IOException {
    String folder = "sys/devices/system/cpu/cpu0/cache/" + name + "/";
    file(folder + "level", level).file(folder + "type", type).file(folder + "size", size);
  }

  Fixture without(String path) throws IOException {
    Files.delete(root.resolve(path));
    return this;
  }

  Fixture property(String name, String value) {
    properties.put(name, value);
    return this;
  }

  Fixture variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Fixture maxHeap(long bytes) {
    maxHeap = bytes;
    return this;
  }

  public Surroundings surroundings() {
    List<String> options = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx200m");
    return new Surroundings(root, environment, properties, options, 2, maxHeap);
  }
}
