package org.harl.cli.doctor.examine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.harl.cli.doctor.facts.Section;
import org.harl.tck.kit.ExaminationReport;
import org.harl.tck.kit.RuleResult;
import org.harl.tck.kit.RuleResult.Verdict;

/** What became of a backend on a device, gathered from the events of its process. */
final class DeviceExamination {
  private static final int MOST_RULES = 8;

  private final Candidate backend;
  private final Event device;
  private final List<String> mended = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<RuleResult> results = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();

  private boolean opened;
  private boolean answered;

  /** Of the device that this event tells of. */
  DeviceExamination(Candidate backend, Event device) {
    this.backend = backend;
    this.device = device;
  }

  void add(Event event) {
    switch (event.kind()) {
      case OPENED -> opened = true;
      case ANSWERED -> answered = true;
      case MENDED -> mended.add(event.text());
      case WRONG -> wrong.add(event.text());
      case REFUSED -> ends.add(event.text());
      case PASSED -> add(event, Verdict.PASSED);
      case FAILED -> add(event, Verdict.FAILED);
      case NOT_RUN -> add(event, Verdict.NOT_RUN);
      case TRYING, DEVICE, DONE -> {}
    }
  }

  private void add(Event event, Verdict verdict) {
    String sentence = String.join(" ", event.more());
    results.add(new RuleResult(event.subject(), sentence, verdict, event.text(), Optional.empty()));
  }

  /** The examination ended before it was done. */
  void broken(String why) {
    ends.add(why);
  }

  int done() {
    return results.size();
  }

  List<String> lines(double seconds) {
    List<String> lines = new ArrayList<>();
    String description = device.subject() + ": " + device.text();
    lines.addAll(Section.wrapped(List.of(description, String.join(" ", device.more()))));
    lines.add("  engine: " + engine());
    lines.add(
        String.format(
            Locale.ROOT,
            "  %s%s (%.0f s)",
            results.isEmpty() ? "no rule was run" : report().summary(),
            ends.isEmpty() ? "" : "; ended before the last, see below",
            seconds));
    return lines;
  }

  private String engine() {
    if (!opened) {
      return "did not open";
    }
    String found = mended.isEmpty() ? "nothing found" : mended.size() + " found, see below";
    String answers = answered ? wrong.isEmpty() ? "right" : "wrong" : "not computed";
    return found + "; known answers " + answers;
  }

  Map<String, Object> facts(double seconds) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", device.subject());
    facts.put("description", device.text());
    facts.put("capabilities", device.more());
    facts.put("opened", opened);
    facts.put("answered", answered);
    facts.put("mended", mended);
    facts.put("wrong", wrong);
    facts.put("summary", report().summary());
    facts.put("broken", broken().stream().map(DeviceExamination::facts).toList());
    facts.put("ended", ends);
    facts.put("seconds", Math.round(seconds));
    return facts;
  }

  private static Map<String, String> facts(RuleResult result) {
    return Map.of("rule", result.rule(), "must", result.sentence(), "found", result.found());
  }

  /** A line each. */
  List<String> findings() {
    List<String> findings = new ArrayList<>();
    mended.forEach(finding -> findings.add(named("has mended its engine: " + finding)));
    if (!wrong.isEmpty()) {
      String more = wrong.size() == 1 ? "" : ", and " + (wrong.size() - 1) + " more";
      findings.add(
          named("computes wrongly: " + wrong.get(0) + more)
              + "; take another backend or device, and report this");
    }
    List<RuleResult> broken = broken();
    broken.stream().limit(MOST_RULES).forEach(result -> findings.add(finding(result)));
    if (broken.size() > MOST_RULES) {
      List<String> more = broken.stream().skip(MOST_RULES).map(RuleResult::rule).toList();
      findings.add(named("breaks " + more.size() + " rules more: " + String.join(" ", more)));
    }
    ends.forEach(end -> findings.add(named(end)));
    return findings;
  }

  private String finding(RuleResult result) {
    return "%s: %s; take another backend or device, and report this (again: %s)"
        .formatted(
            named("breaks " + result.rule() + ", " + result.sentence().replaceAll("\\.$", "")),
            oneLine(result.found()),
            "./harl doctor --backend %s --device %s --rules %s"
                .formatted(backend.name(), device.subject(), result.rule()));
  }

  private List<RuleResult> broken() {
    return report().failures();
  }

  private ExaminationReport report() {
    return new ExaminationReport(backend.name() + " " + device.subject(), results);
  }

  /** With backend and device, unless it names the backend itself. */
  private String named(String text) {
    return oneLine(
        text.startsWith("backend '")
            ? text
            : "backend '%s' on '%s' %s".formatted(backend.name(), device.subject(), text));
  }

  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
