package org.harl.cli.doctor.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JVM, its heap and its options. */
public final class JavaFacts {
  private static final long LEAST_HEAP = 256L << 20;

  private JavaFacts() {}

  public static Section section(Surroundings here) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("version", here.property("java.version"));
    facts.put("vendor", here.property("java.vendor"));
    facts.put("vm", here.property("java.vm.name"));
    facts.put("home", here.property("java.home"));
    facts.put("maxHeapBytes", here.maxHeap());
    List<String> options = here.javaOptions().stream().map(JavaFacts::told).toList();
    facts.put("options", options);
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s by %s, %s, %s"
            .formatted(
                facts.get("version"), facts.get("vendor"), facts.get("vm"), facts.get("home")));
    lines.add("heap of up to " + Section.size(here.maxHeap()));
    lines.addAll(Section.wrapped(options));
    return new Section("java", lines, facts, findings(here));
  }

  private static String told(String option) {
    int equals = option.indexOf('=');
    return equals > 0 && EnvironmentFacts.SECRET.matcher(option.substring(0, equals)).find()
        ? option.substring(0, equals) + "=(hidden)"
        : option;
  }

  private static List<String> findings(Surroundings here) {
    return here.maxHeap() >= LEAST_HEAP
        ? List.of()
        : List.of(
            "Java's heap ends at %s, harl wants %s or more; set HARL_JAVA_OPTS=-Xmx1g, or start Java with -Xmx1g"
                .formatted(Section.size(here.maxHeap()), Section.size(LEAST_HEAP)));
  }
}
