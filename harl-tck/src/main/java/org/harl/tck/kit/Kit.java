package org.harl.tck.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.harl.error.InvalidInputException;
import org.harl.tck.BackendTck;
import org.harl.tck.kit.RuleResult.Verdict;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/**
 * Runs rules against a subject. System properties: {@code harl.tck.groups} (areas) and {@code
 * harl.tck.rules} (ids), separated by commas, choose rules; {@code harl.tck.seed} sets the seed;
 * {@code harl.tck.measured=true} runs the rules that measure too. {@code harl.tck.device}, which
 * {@link BackendTck} reads, is repeated with a failure.
 *
 * @param <C> what a check works with
 */
public final class Kit<C extends Exam> {
  private static final String GROUPS = "harl.tck.groups";
  private static final String RULES = "harl.tck.rules";
  private static final String SEED = "harl.tck.seed";
  private static final String MEASURED = "harl.tck.measured";

  /** The system property that names the device to examine, {@code cpu} where it is not set. */
  public static final String DEVICE = "harl.tck.device";

  private final Examiner<C> examiner;
  private final List<Rule<C>> rules;
  private final List<RuleResult> results = new ArrayList<>();

  /**
   * A kit of these rules.
   *
   * @param subject opens a trial for each rule
   * @param rules in the order they are run
   * @param testClass named in the line that repeats a failure
   */
  public Kit(Subject<C> subject, List<Rule<C>> rules, String testClass) {
    this(subject, rules, testClass, System::getProperty);
  }

  /**
   * A kit that is told by other settings, name and default, than the system's properties.
   *
   * @param subject opens a trial for each rule
   * @param rules in the order they are run
   * @param testClass named in the line that repeats a failure
   * @param settings gives the value of a name, or the default
   */
  public Kit(
      Subject<C> subject, List<Rule<C>> rules, String testClass, BinaryOperator<String> settings) {
    long seed = seed(settings);
    String device = settings.apply(DEVICE, "");
    String onDevice = device.isEmpty() ? "" : " -D" + DEVICE + "=" + device;
    examiner =
        new Examiner<>(
            subject, seed, measuring(settings), rule -> repeat(testClass, rule, seed) + onDevice);
    Set<String> groups = listed(settings, GROUPS, rules.stream().map(Rule::area).toList());
    Set<String> ids = listed(settings, RULES, rules.stream().map(Rule::id).toList());
    this.rules =
        rules.stream()
            .filter(rule -> groups.isEmpty() || groups.contains(rule.area()))
            .filter(rule -> ids.isEmpty() || ids.contains(rule.id()))
            .toList();
    if (this.rules.isEmpty()) {
      throw new InvalidInputException(
          "-D" + GROUPS + "=" + groups + " and -D" + RULES + "=" + ids + " leave no rule to run");
    }
  }

  private static String repeat(String testClass, Rule<?> rule, long seed) {
    return "mvn test -Dtest=%s -D%s=%s -D%s=%d".formatted(testClass, RULES, rule.id(), SEED, seed)
        + (rule.kind() == Rule.Kind.MEASURED ? " -D" + MEASURED + "=true" : "");
  }

  private static long seed(BinaryOperator<String> settings) {
    String seed = settings.apply(SEED, String.valueOf(Examiner.SEED));
    try {
      return Long.parseLong(seed);
    } catch (NumberFormatException e) {
      throw new InvalidInputException("-D" + SEED + ": '" + seed + "' is not a whole number", e);
    }
  }

  private static boolean measuring(BinaryOperator<String> settings) {
    String measured = settings.apply(MEASURED, "false");
    if (!List.of("true", "false").contains(measured)) {
      throw new InvalidInputException(
          "-D" + MEASURED + ": '" + measured + "' is neither 'true' nor 'false'");
    }
    return measured.equals("true");
  }

  private static Set<String> listed(
      BinaryOperator<String> settings, String property, List<String> known) {
    Set<String> names =
        new TreeSet<>(Arrays.asList(settings.apply(property, "").strip().split("\\s*,\\s*")));
    names.removeIf(String::isBlank);
    for (String name : names) {
      if (!known.contains(name)) {
        throw new InvalidInputException(
            "-D" + property + ": there is no '" + name + "'; there are " + new TreeSet<>(known));
      }
    }
    return names;
  }

  /**
   * {@return whether the settings choose a rule}
   *
   * @param id of a rule, for example {@code EMA-2}
   */
  public boolean chooses(String id) {
    return rules.stream().anyMatch(rule -> rule.id().equals(id));
  }

  /** One test a rule, in containers by area. */
  Stream<DynamicNode> tests() {
    Map<String, List<DynamicTest>> areas = new LinkedHashMap<>();
    for (Rule<C> rule : rules) {
      areas
          .computeIfAbsent(rule.area(), area -> new ArrayList<>())
          .add(DynamicTest.dynamicTest(rule.id() + " " + rule.sentence(), () -> count(rule)));
    }
    return areas.entrySet().stream()
        .map(area -> DynamicContainer.dynamicContainer(area.getKey(), area.getValue()));
  }

  private void count(Rule<C> rule) {
    RuleResult result = examiner.result(rule);
    results.add(result);
    result
        .failure()
        .ifPresent(
            failure -> {
              throw failure;
            });
    if (result.verdict() == Verdict.NOT_RUN) {
      throw new TestAbortedException(result.found());
    }
  }

  /**
   * Runs one rule.
   *
   * @param rule of the kit
   * @throws RuleFailure if the subject breaks it, whatever it threw
   * @throws NotRun if it does not apply
   */
  public void run(Rule<C> rule) {
    examiner.run(rule);
  }

  /** As {@link ExaminationReport#summary}. */
  String summary() {
    return new ExaminationReport(examiner.subject().description(), results).summary();
  }
}
