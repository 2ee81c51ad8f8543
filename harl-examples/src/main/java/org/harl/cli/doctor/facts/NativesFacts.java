package org.harl.cli.doctor.facts;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The jars of native libraries on the class path, where each loader unpacks them, and whether it
 * can. The folders are found as DJL and JavaCPP find them, without loading either.
 */
public final class NativesFacts {
  private static final String LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";
  private static final long LEAST_LIMIT = 2L << 30;
  private static final long LEAST_SPACE = 1L << 30;
  private static final Pattern DJL =
      Pattern.compile("(pytorch-(native|jni|\\d)|cuda-redist-).*\\.jar");
  private static final Pattern JAVACPP =
      Pattern.compile(
          "(tensorflow-core-native|opencv|openblas|javacpp)-.*-(linux|macosx|windows)-.*\\.jar");

  private final Surroundings here;
  private final List<String> lines = new ArrayList<>();
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final List<String> findings = new ArrayList<>();

  private NativesFacts(Surroundings here) {
    this.here = here;
  }

  public static Section section(Surroundings here) {
    NativesFacts natives = new NativesFacts(here);
    natives.add("djl", DJL, natives.djlFolder(), "DJL_CACHE_DIR=DIR");
    natives.add("javacpp", JAVACPP, natives.javacppFolder(), "-D" + CACHE + "=DIR");
    natives.addLimit();
    return new Section("natives", natives.lines, natives.facts, natives.findings);
  }

  private void add(String loader, Pattern pattern, Path folder, String setting) {
    List<String> jars = jars(pattern);
    if (jars.isEmpty()) {
      return;
    }
    Path there = existing(folder);
    Unpacking at =
        new Unpacking(
            folder,
            unpacked(folder, jars),
            Files.isDirectory(there) && Files.isWritable(there),
            space(there));
    facts.put(loader, at.facts(jars));
    lines.addAll(Section.wrapped(jars));
    lines.add(at.line());
    at.finding(setting).ifPresent(findings::add);
  }

  private List<String> jars(Pattern pattern) {
    return Arrays.stream(here.property("java.class.path").split(File.pathSeparator))
        .map(entry -> new File(entry).getName())
        .filter(name -> pattern.matcher(name).matches())
        .sorted()
        .toList();
  }

  /**
   * Where jars are unpacked.
   *
   * @param done whether they are
   * @param writable whether they can be, as far as that goes
   * @param space free bytes
   */
  private record Unpacking(Path folder, boolean done, boolean writable, long space) {
    Map<String, Object> facts(List<String> jars) {
      return Map.of(
          "jars",
          jars,
          "folder",
          folder.toString(),
          "unpacked",
          done,
          "writable",
          writable,
          "freeBytes",
          space);
    }

    String line() {
      return "  %s %s, %s, %s free"
          .formatted(
              done ? "unpacked in" : "to be unpacked in",
              folder,
              writable ? "writable" : "not writable",
              Section.size(space));
    }

    /** What keeps them from being unpacked, if anything does. */
    Optional<String> finding(String setting) {
      if (done || (writable && space >= LEAST_SPACE)) {
        return Optional.empty();
      }
      return Optional.of(
          writable
              ? "natives need %s in '%s', %s are free; make room, or name another folder, HARL_CACHE_DIR=DIR ./harl, or %s"
                  .formatted(Section.size(LEAST_SPACE), folder, Section.size(space), setting)
              : "natives cannot be unpacked to '%s', it cannot be written; name another folder, HARL_CACHE_DIR=DIR ./harl, or %s"
                  .formatted(folder, setting));
    }
  }

  /** JavaCPP's limit of what the process may hold, which is four times the heap if not set. */
  private void addLimit() {
    String limit = here.property(LIMIT);
    facts.put("javacppLimit", limit);
    long usual = here.maxHeap() > Long.MAX_VALUE / 4 ? Long.MAX_VALUE : 4 * here.maxHeap();
    if (limit.isEmpty() ? usual < LEAST_LIMIT : !limit.equals("0")) {
      findings.add(
          "JavaCPP (OpenCV, TensorFlow) refuses memory once the process holds %s; start Java with -D%s=0"
              .formatted(limit.isEmpty() ? Section.size(usual) : limit, LIMIT));
    }
  }

  private Path djlFolder() {
    for (String name : List.of("ENGINE_CACHE_DIR", "DJL_CACHE_DIR")) {
      String folder = here.variable(name).isEmpty() ? here.property(name) : here.variable(name);
      if (!folder.isEmpty()) {
        return Path.of(folder, "pytorch");
      }
    }
    Path home = Path.of(here.property("user.home"));
    Path parent = Files.isWritable(home) ? home : Path.of(here.property("java.io.tmpdir"));
    return parent.resolve(".djl.ai").resolve("pytorch");
  }

  private Path javacppFolder() {
    if (!here.property(CACHE).isEmpty()) {
      return Path.of(here.property(CACHE));
    }
    Path home = Path.of(here.property("user.home"), ".javacpp", "cache");
    return Files.exists(home) || Files.isWritable(existing(home))
        ? home
        : Path.of(
            here.property("java.io.tmpdir"), ".javacpp-" + here.property("user.name"), "cache");
  }

  /** The folder, or the nearest around it that is there. */
  private static Path existing(Path folder) {
    Path at = folder.toAbsolutePath();
    while (at.getParent() != null && !Files.exists(at)) {
      at = at.getParent();
    }
    return at;
  }

  /**
   * Whether each jar with natives has a folder there: JavaCPP names it by the jar, DJL by the
   * version.
   */
  private static boolean unpacked(Path folder, List<String> jars) {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      return jars.stream().allMatch(jar -> names.stream().anyMatch(name -> holds(name, jar)));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean holds(String folder, String jar) {
    if (folder.equals(jar) || !DJL.matcher(jar).matches()) {
      return folder.equals(jar);
    }
    if (jar.startsWith("cuda-redist-") || jar.endsWith("-gpu.jar")) {
      return folder.matches("harl-.*-gpu"); // backend djl's own
    }
    int dash = folder.indexOf('-');
    return dash > 0 && jar.contains("-" + folder.substring(0, dash) + "-");
  }

  private static long space(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }
}
