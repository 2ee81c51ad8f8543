package org.harl.cli.doctor.facts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The processor: how many, which instructions, which caches. */
public final class ProcessorFacts {
  private static final String CPU = "sys/devices/system/cpu/";

  /** Instructions that engines choose their kernels by. */
  private static final List<String> X86 =
      List.of(
          "sse4_2",
          "avx",
          "f16c",
          "fma",
          "avx2",
          "avx512f",
          "avx512bw",
          "avx512vl",
          "avx512dq",
          "avx512_vnni",
          "avx512_bf16",
          "avx512_fp16",
          "avx_vnni",
          "amx_tile",
          "amx_int8",
          "amx_bf16",
          "amx_fp16");

  private static final List<String> ARM =
      List.of("asimd", "asimdhp", "asimddp", "i8mm", "bf16", "sve", "sve2", "svebf16", "sme");

  private static final String HIDDEN =
      "the processor's caches are hidden (nothing in /sys/devices/system/cpu/cpu0/cache), by which"
          + " oneDNN plans: its newer kernels end the process or compute wrongly, and a backend that"
          + " avoids them is slower; have the hypervisor show them (QEMU: -cpu"
          + " host,host-cache-info=on), or take backend 'tf'";

  private ProcessorFacts() {}

  public static Section section(Surroundings here) {
    boolean x86 = Set.of("amd64", "x86_64").contains(here.property("os.arch"));
    Map<String, String> described = described(here);
    String model = model(here, described);
    String told = described.getOrDefault("flags", described.getOrDefault("Features", ""));
    Set<String> has = new TreeSet<>(Arrays.asList(told.split("\\s+")));
    List<String> flags = (x86 ? X86 : ARM).stream().filter(has::contains).toList();
    List<String> caches = caches(here);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("model", model);
    facts.put("forJava", here.processors());
    facts.put("online", online(here));
    facts.put("flags", flags);
    facts.put("caches", caches);
    List<String> lines = new ArrayList<>();
    lines.add("%s, %s for Java".formatted(model, count(here)));
    lines.addAll(Section.wrapped(has.size() > 1 ? flags : List.of("instructions are not told")));
    boolean hidden = caches.isEmpty() && here.linux();
    lines.add(
        "caches "
            + (caches.isEmpty() ? (hidden ? "hidden" : "not told") : String.join(", ", caches)));
    return new Section("processor", lines, facts, hidden && x86 ? List.of(HIDDEN) : List.of());
  }

  /** The fields of the first processor in cpuinfo. */
  private static Map<String, String> described(Surroundings here) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : here.lines("proc/cpuinfo")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    return fields;
  }

  private static String model(Surroundings here, Map<String, String> described) {
    String model = described.getOrDefault("model name", here.variable("PROCESSOR_IDENTIFIER"));
    if (model.isEmpty() && described.containsKey("CPU part")) {
      model =
          "implementer %s part %s"
              .formatted(described.get("CPU implementer"), described.get("CPU part"));
    }
    String family = described.getOrDefault("cpu family", "");
    String number = described.getOrDefault("model", "");
    return (model.isEmpty() ? here.property("os.arch") : model)
        + (family.isEmpty() ? "" : " (family " + family + ", model " + number + ")");
  }

  private static String count(Surroundings here) {
    int online = online(here);
    return here.processors() + (online == 0 ? " processors" : " of " + online + " processors");
  }

  /** Processors that the system runs on, 0 where it does not tell. */
  private static int online(Surroundings here) {
    int online = 0;
    for (String range : here.text(CPU + "online").split(",")) {
      String[] ends = range.split("-");
      if (range.matches("\\d+(-\\d+)?")) {
        online += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
      }
    }
    return online;
  }

  /** Of the first processor, for example {@code L1d 32K}. */
  private static List<String> caches(Surroundings here) {
    List<String> caches = new ArrayList<>();
    for (String name : here.names(CPU + "cpu0/cache")) {
      String folder = CPU + "cpu0/cache/" + name + "/";
      String level = here.text(folder + "level");
      String size = here.text(folder + "size");
      if (!level.isEmpty() && !size.isEmpty()) {
        String kind = here.text(folder + "type");
        String letter = kind.equals("Data") ? "d" : kind.equals("Instruction") ? "i" : "";
        caches.add("L" + level + letter + " " + size);
      }
    }
    return caches;
  }
}
