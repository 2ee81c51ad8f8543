package org.harl.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.harl.InvalidInputException;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs rules against a subject. System properties: {@code harl.tck.groups} (areas) and {@code
 * harl.tck.rules} (ids), separated by commas, choose rules; {@code harl.tck.seed} sets the seed;
 * {@code harl.tck.measured=true} runs the rules that measure too. {@code harl.tck.device}, which
 * {@link BackendTck} reads, is repeated with a failure.
 */
final class Kit<C extends Exam> {
  private static final String GROUPS = "harl.tck.groups";
  private static final String RULES = "harl.tck.rules";
  private static final String SEED = "harl.tck.seed";
  private static final String MEASURED = "harl.tck.measured";
  static final String DEVICE = "harl.tck.device";

  private final Subject<C> subject;
  private final List<Rule<C>> rules;
  private final String testClass;
  private final long seed;
  private final boolean measuring;
  private final String device;
  private final Map<String, Integer> notRun = new TreeMap<>();
  private int passed;
  private int failed;

  /**
   * A kit of these rules.
   *
   * @param testClass named in the line that repeats a failure
   */
  Kit(Subject<C> subject, List<Rule<C>> rules, String testClass) {
    this(subject, rules, testClass, System::getProperty);
  }

  /** A kit that is told by other settings, name and default, than the system's properties. */
  Kit(Subject<C> subject, List<Rule<C>> rules, String testClass, BinaryOperator<String> settings) {
    this.subject = subject;
    this.testClass = testClass;
    seed = seed(settings);
    measuring = measuring(settings);
    device = settings.apply(DEVICE, "");
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

  private static long seed(BinaryOperator<String> settings) {
    String seed = settings.apply(SEED, "5169");
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

  /** Whether the settings choose a rule. */
  boolean chooses(String id) {
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
    try {
      run(rule);
      passed++;
    } catch (NotRun e) {
      notRun.merge(e.getMessage(), 1, Integer::sum);
      throw e;
    } catch (RuleFailure e) {
      failed++;
      throw e;
    }
  }

  /**
   * Runs one rule.
   *
   * @throws RuleFailure if the subject breaks it, whatever it threw
   * @throws NotRun if it does not apply
   */
  void run(Rule<C> rule) {
    try {
      examine(rule);
    } catch (NotRun e) {
      throw e;
    } catch (Throwable found) {
      throw new RuleFailure(rule, subject.description(), repeat(rule), found);
    }
  }

  private String repeat(Rule<C> rule) {
    return "mvn test -Dtest=%s -D%s=%s -D%s=%d".formatted(testClass, RULES, rule.id(), SEED, seed)
        + (rule.kind() == Rule.Kind.MEASURED ? " -D" + MEASURED + "=true" : "")
        + (device.isEmpty() ? "" : " -D" + DEVICE + "=" + device);
  }

  private void examine(Rule<C> rule) throws Exception {
    if (rule.kind() == Rule.Kind.MEASURED && !measuring) {
      throw new NotRun("measured with -D" + MEASURED + "=true");
    }
    if (rule.needs() != null && !subject.capabilities().contains(rule.needs())) {
      throw new NotRun(rule.needs() + " not declared");
    }
    try (C trial = subject.open(rule, seed)) {
      rule.check().run(trial);
    }
  }

  /** For example {@code 42 rules: 40 passed, 2 not run (FLOAT64 not declared)}. */
  String summary() {
    List<String> parts = new ArrayList<>(List.of(passed + " passed"));
    if (failed > 0) {
      parts.add(failed + " failed");
    }
    notRun.forEach((why, count) -> parts.add(count + " not run (" + why + ")"));
    return (passed + failed + notRun.values().stream().mapToInt(Integer::intValue).sum())
        + " rules: "
        + String.join(", ", parts);
  }
}
