package org.harl.cli.doctor.facts;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where facts come from. What a system does not have or does not let be read is empty, never an
 * error.
 *
 * @param root of the system's files, which {@code proc} and {@code sys} are below
 * @param environment variables of the process
 * @param properties Java's system properties
 * @param javaOptions that this JVM was started with
 * @param processors that Java may use
 * @param maxHeap bytes that Java's heap may take
 */
public record Surroundings(
    Path root,
    Map<String, String> environment,
    Map<String, String> properties,
    List<String> javaOptions,
    int processors,
    long maxHeap) {

  /** This process on this machine. */
  public static Surroundings here() {
    Map<String, String> properties = new TreeMap<>();
    System.getProperties().forEach((name, value) -> properties.put("" + name, "" + value));
    return new Surroundings(
        Path.of("/"),
        System.getenv(),
        properties,
        ManagementFactory.getRuntimeMXBean().getInputArguments(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory());
  }

  /** A variable of the environment, or nothing. */
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /** A property of Java, or nothing. */
  public String property(String name) {
    return properties.getOrDefault(name, "");
  }

  boolean linux() {
    return property("os.name").equals("Linux");
  }

  /** The place of a file of the system, named without the first slash. */
  Path at(String path) {
    return root.resolve(path);
  }

  boolean has(String path) {
    return Files.exists(at(path));
  }

  /** What a file of the system says, without the blanks around it. */
  String text(String path) {
    return String.join("\n", lines(path)).strip();
  }

  /** The lines of a file of the system. */
  List<String> lines(String path) {
    try {
      return Files.readAllLines(at(path), StandardCharsets.ISO_8859_1);
    } catch (IOException | SecurityException e) {
      return List.of();
    }
  }

  /** The names of what is in a folder of the system, sorted. */
  List<String> names(String folder) {
    try (Stream<Path> files = Files.list(at(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException | SecurityException e) {
      return List.of();
    }
  }
}
