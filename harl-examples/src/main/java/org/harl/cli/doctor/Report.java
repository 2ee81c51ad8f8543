package org.harl.cli.doctor;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.cli.doctor.facts.Section;
import org.harl.cli.files.JsonLine;

/**
 * The sections as they are done, then what is wrong: text that is printed at once, or one object of
 * JSON at the end.
 */
final class Report {
  private static final int LABEL = 12;

  private final PrintWriter out;
  private final boolean json;
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final Map<String, Object> backends = new LinkedHashMap<>();
  private final List<String> findings = new ArrayList<>();

  Report(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** A part of the machine. */
  void add(Section section) {
    facts.put(section.name(), section.facts());
    print(section);
  }

  /** A backend. */
  void addBackend(Section section) {
    backends.put(section.name(), section.facts());
    print(section);
  }

  private void print(Section section) {
    findings.addAll(section.findings());
    if (!json) {
      print(section.name(), section.lines());
    }
  }

  private void print(String name, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      out.println(String.format("%-" + LABEL + "s%s", i == 0 ? name : "", lines.get(i)));
    }
    out.flush();
  }

  /**
   * What is wrong.
   *
   * @param further findings that belong to no section
   * @return the exit code: 0 where nothing is, else 1
   */
  int end(List<String> further) {
    findings.addAll(further);
    if (json) {
      facts.put("backends", backends);
      facts.put("findings", findings);
      JsonLine.print(out, facts);
    } else if (findings.isEmpty()) {
      print("wrong", List.of("nothing found"));
    } else {
      print("wrong", findings);
    }
    return findings.isEmpty() ? 0 : 1;
  }
}
