package org.harl.cli.doctor.facts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operating system, its C library, its names of files, and the container around it. */
public final class SystemFacts {
  private static final Pattern LIBRARY =
      Pattern.compile("/(\\S*/(?:libc\\.so\\.6|libc-[\\d.]+\\.so|ld-musl-\\S+|libc\\.musl-\\S+))$");
  private static final Pattern RELEASE = Pattern.compile("release version ([\\d.]*\\d)");
  private static final Pattern CONTAINER =
      Pattern.compile("(docker|kubepods|containerd|lxc|libpod)");

  private SystemFacts() {}

  public static Section section(Surroundings here) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", here.property("os.name"));
    facts.put("version", here.property("os.version"));
    facts.put("architecture", here.property("os.arch"));
    facts.put("distribution", distribution(here));
    facts.put("library", library(here));
    facts.put("container", container(here));
    facts.put("fileNames", here.property("sun.jnu.encoding"));
    facts.put("locale", here.property("user.language") + "_" + here.property("user.country"));
    List<String> first = new ArrayList<>();
    first.add(
        "%s %s %s".formatted(facts.get("name"), facts.get("version"), facts.get("architecture")));
    first.add(distribution(here));
    first.add(library(here));
    first.add(container(here).isEmpty() ? "" : "in a container (" + container(here) + ")");
    first.removeIf(String::isEmpty);
    String names =
        "file names in %s, locale %s".formatted(facts.get("fileNames"), facts.get("locale"));
    return new Section("system", List.of(String.join(", ", first), names), facts, findings(here));
  }

  private static List<String> findings(Surroundings here) {
    String names = here.property("sun.jnu.encoding");
    return !here.linux() || names.equalsIgnoreCase("UTF-8")
        ? List.of()
        : List.of(
            "file names are read as "
                + names
                + ", those with other letters are not found; set LC_ALL=C.UTF-8 before Java starts");
  }

  private static String distribution(Surroundings here) {
    return here.lines("etc/os-release").stream()
        .filter(line -> line.startsWith("PRETTY_NAME="))
        .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
        .findFirst()
        .orElse("");
  }

  /** The C library that this process has mapped. */
  private static String library(Surroundings here) {
    for (String line : here.lines("proc/self/maps")) {
      Matcher mapped = LIBRARY.matcher(line);
      if (mapped.find()) {
        return mapped.group(1).contains("musl") ? "musl" : "glibc" + release(here, mapped.group(1));
      }
    }
    return "";
  }

  private static String release(Surroundings here, String library) {
    try {
      String bytes = Files.readString(here.at(library), StandardCharsets.ISO_8859_1);
      Matcher release = RELEASE.matcher(bytes);
      return release.find() ? " " + release.group(1) : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static String container(Surroundings here) {
    if (!here.variable("KUBERNETES_SERVICE_HOST").isEmpty()) {
      return "kubernetes";
    }
    if (here.has(".dockerenv")) {
      return "docker";
    }
    if (here.has("run/.containerenv")) {
      return "podman";
    }
    Matcher group = CONTAINER.matcher(here.text("proc/1/cgroup"));
    return group.find() ? group.group(1) : "";
  }
}
