package org.harl.tck;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.harl.error.InvalidInputException;
import org.harl.spi.BackendProvider;
import org.harl.tck.backend.BackendRules;
import org.harl.tck.backend.BackendSubject;
import org.harl.tck.backend.Host;
import org.harl.tck.backend.QuickRules;
import org.harl.tck.backend.Trial;
import org.harl.tck.kit.ExaminationReport;
import org.harl.tck.kit.Examiner;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.RuleListener;
import org.harl.tck.kit.RuleResult;

/**
 * The rules of {@link BackendTck} as a program runs them, without JUnit:
 *
 * <pre>{@code
 * ExaminationReport report =
 *     BackendExamination.of(provider, "cpu").quick().run(new RuleListener() {});
 * System.out.println(report.subject() + ": " + report.summary());
 * }</pre>
 *
 * <p>Which rules are run is fixed before the first one starts, however long they take.
 */
public final class BackendExamination {
  private final Examiner<Trial> examiner;
  private final List<Rule<Trial>> rules;

  private BackendExamination(Examiner<Trial> examiner, List<Rule<Trial>> rules) {
    this.examiner = examiner;
    this.rules = rules;
  }

  /**
   * {@return all rules for a backend on a device; those that measure memory or time are not run,
   * since their outcome depends on what else the machine does}
   *
   * @param provider opens the backend, once or more for every rule
   * @param device {@code cpu} or {@code gpu:0}, as {@link BackendProvider#devices} lists it
   */
  public static BackendExamination of(BackendProvider provider, String device) {
    return new BackendExamination(
        new Examiner<>(
            new BackendSubject(provider, device, new Host()),
            Examiner.SEED,
            false,
            rule -> "rule " + rule.id() + " on device '" + device + "', seed " + Examiner.SEED),
        BackendRules.all());
  }

  /**
   * {@return a fixed choice that tells most about a machine in about half a minute on two free
   * cores}
   */
  public BackendExamination quick() {
    return choose(QuickRules.IDS);
  }

  /**
   * {@return of these rules the chosen ones, in the order of {@code RULES.md}}
   *
   * @param chosen ids and areas, for example {@code OP-34} and {@code LOSS}
   * @throws InvalidInputException if one is neither, or if none is chosen
   */
  public BackendExamination choose(Collection<String> chosen) {
    Set<String> known =
        rules.stream()
            .flatMap(rule -> Stream.of(rule.id(), rule.area()))
            .collect(Collectors.toCollection(TreeSet::new));
    for (String name : chosen) {
      if (!known.contains(name)) {
        Set<String> areas = rules.stream().map(Rule::area).collect(Collectors.toSet());
        throw new InvalidInputException(
            "there is no rule or area '"
                + name
                + "'; there are "
                + new TreeSet<>(areas)
                + " and the rules in RULES.md");
      }
    }
    if (chosen.isEmpty()) {
      throw new InvalidInputException("no rule is chosen; name ids or areas");
    }
    return new BackendExamination(
        examiner,
        rules.stream()
            .filter(rule -> chosen.contains(rule.id()) || chosen.contains(rule.area()))
            .toList());
  }

  /** {@return the ids of the rules, in the order they are run} */
  public List<String> ids() {
    return rules.stream().map(Rule::id).toList();
  }

  /**
   * Runs the rules on this thread, one after the other, whatever becomes of them.
   *
   * @param listener hears of each rule when it is done, on this thread
   * @return what became of every rule
   */
  public ExaminationReport run(RuleListener listener) {
    List<RuleResult> results = new ArrayList<>();
    for (Rule<Trial> rule : rules) {
      listener.started(rule.id());
      RuleResult result = examiner.result(rule);
      results.add(result);
      listener.ended(result);
    }
    return new ExaminationReport(examiner.subject().description(), results);
  }
}
