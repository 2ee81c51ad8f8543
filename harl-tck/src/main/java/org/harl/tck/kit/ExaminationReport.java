package org.harl.tck.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.harl.tck.kit.RuleResult.Verdict;

/**
 * What became of the rules of an examination.
 *
 * @param subject what was examined: name, device, engine and version
 * @param results in the order they were run
 */
public record ExaminationReport(String subject, List<RuleResult> results) {
  /** Copies the results. */
  public ExaminationReport {
    results = List.copyOf(results);
  }

  /** {@return the rules that failed} */
  public List<RuleResult> failures() {
    return results.stream().filter(result -> result.verdict() == Verdict.FAILED).toList();
  }

  /**
   * {@return one line, for example {@code 42 rules: 40 passed, 2 not run (FLOAT64 not declared)}}
   */
  public String summary() {
    List<String> parts = new ArrayList<>(List.of(count(Verdict.PASSED) + " passed"));
    if (count(Verdict.FAILED) > 0) {
      parts.add(count(Verdict.FAILED) + " failed");
    }
    Map<String, Integer> notRun = new TreeMap<>();
    results.stream()
        .filter(result -> result.verdict() == Verdict.NOT_RUN)
        .forEach(result -> notRun.merge(result.found(), 1, Integer::sum));
    notRun.forEach((why, count) -> parts.add(count + " not run (" + why + ")"));
    return results.size() + " rules: " + String.join(", ", parts);
  }

  private long count(Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }
}
