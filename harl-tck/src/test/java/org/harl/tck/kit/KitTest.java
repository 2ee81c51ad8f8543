package org.harl.tck.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.harl.error.InvalidInputException;
import org.harl.spi.Capability;
import org.harl.tck.backend.Trial;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Which rules a kit runs, and how it sums up. */
class KitTest {
  private final Map<String, String> settings = new HashMap<>();

  /** Passes what it is told to, needs nothing. */
  private record Plain(Set<Capability> capabilities) implements Subject<Exam> {
    @Override
    public String description() {
      return "subject 1.0";
    }

    @Override
    public Exam open(Rule<Exam> rule, long seed) {
      return () -> {};
    }
  }

  private static Rule<Exam> passing(String id) {
    return Rule.of(id, "It MUST pass.", "", exam -> {});
  }

  private Kit<Exam> kit(List<Rule<Exam>> rules) {
    return new Kit<>(new Plain(Set.of()), rules, "PlainTckTest", settings::getOrDefault);
  }

  private static List<Rule<Exam>> rules(String... ids) {
    return Stream.of(ids).map(KitTest::passing).toList();
  }

  private static List<String> names(Kit<Exam> kit) {
    return kit.tests().flatMap(KitTest::leaves).map(DynamicTest::getDisplayName).toList();
  }

  private static Stream<DynamicTest> leaves(DynamicNode node) {
    return node instanceof DynamicContainer container
        ? container.getChildren().flatMap(KitTest::leaves)
        : Stream.of((DynamicTest) node);
  }

  private static List<Throwable> runAll(Kit<Exam> kit) {
    List<Throwable> thrown = new ArrayList<>();
    for (DynamicTest test : kit.tests().flatMap(KitTest::leaves).toList()) {
      try {
        test.getExecutable().execute();
      } catch (Throwable e) {
        thrown.add(e);
      }
    }
    return thrown;
  }

  @Test
  void summaryCountsWhatWasNotRunAndSaysWhy() {
    List<Rule<Exam>> rules = new ArrayList<>();
    IntStream.range(0, 40).forEach(i -> rules.add(passing("OP-" + i)));
    IntStream.range(0, 2).forEach(i -> rules.add(passing("CAP-" + i).where(Capability.FLOAT64)));
    Kit<Exam> kit = kit(rules);
    assertThat(runAll(kit)).hasSize(2).allMatch(TestAbortedException.class::isInstance);
    assertThat(kit.summary()).isEqualTo("42 rules: 40 passed, 2 not run (FLOAT64 not declared)");
  }

  @Test
  void summaryCountsFailures() {
    Rule<Exam> broken = Rule.of("OP-2", "It MUST.", "", exam -> Trial.require(false, "it did not"));
    Kit<Exam> kit = kit(List.of(passing("OP-1"), broken));
    assertThat(runAll(kit)).singleElement().isInstanceOf(RuleFailure.class);
    assertThat(kit.summary()).isEqualTo("2 rules: 1 passed, 1 failed");
  }

  @Test
  void ruleThatMeasuresIsRunWhereThatIsAskedFor() {
    Rule<Exam> full =
        Rule.<Exam>of("MEM-1", "It MUST fit.", "", exam -> Trial.require(false, "it does not"))
            .measured();
    Kit<Exam> usual = kit(List.of(passing("OP-1"), full));
    assertThat(runAll(usual)).singleElement().isInstanceOf(TestAbortedException.class);
    assertThat(usual.summary())
        .isEqualTo("2 rules: 1 passed, 1 not run (measured with -Dharl.tck.measured=true)");
    settings.put("harl.tck.measured", "true");
    Kit<Exam> measuring = kit(List.of(passing("OP-1"), full));
    assertThat(runAll(measuring))
        .singleElement()
        .asString()
        .endsWith("-Dharl.tck.rules=MEM-1 -Dharl.tck.seed=5169 -Dharl.tck.measured=true");
    assertThat(measuring.summary()).isEqualTo("2 rules: 1 passed, 1 failed");
  }

  @Test
  void lineThatRepeatsAFailureNamesTheDeviceThatWasAskedFor() {
    settings.put("harl.tck.device", "gpu:0");
    Rule<Exam> broken = Rule.of("OP-2", "It MUST.", "", exam -> Trial.require(false, "it did not"));
    assertThat(runAll(kit(List.of(broken))))
        .singleElement()
        .asString()
        .endsWith("-Dharl.tck.rules=OP-2 -Dharl.tck.seed=5169 -Dharl.tck.device=gpu:0");
  }

  @Test
  void testsAreNamedByRuleAndSentence() {
    assertThat(names(kit(rules("OP-1", "EMA-1"))))
        .containsExactly("OP-1 It MUST pass.", "EMA-1 It MUST pass.");
  }

  @Test
  void groupsAndRulesChoose() {
    List<Rule<Exam>> rules = rules("OP-1", "OP-2", "EMA-1", "LOSS-1");
    settings.put("harl.tck.groups", "OP, EMA");
    assertThat(names(kit(rules)))
        .extracting(n -> n.split(" ")[0])
        .containsExactly("OP-1", "OP-2", "EMA-1");
    settings.put("harl.tck.rules", "OP-2");
    assertThat(names(kit(rules))).containsExactly("OP-2 It MUST pass.");
  }

  @Test
  void settingThatIsUnknownIsRefused() {
    assertRefused("groups", "OPS", "-Dharl.tck.groups: there is no 'OPS'; there are [EMA, OP]");
    assertRefused("rules", "OP-9", "-Dharl.tck.rules: there is no 'OP-9'; there are [EMA-1, OP-1]");
    assertRefused("seed", "x", "-Dharl.tck.seed: 'x' is not a whole number");
    assertRefused("measured", "yes", "-Dharl.tck.measured: 'yes' is neither 'true' nor 'false'");
  }

  private void assertRefused(String property, String value, String message) {
    settings.put("harl.tck." + property, value);
    assertThatThrownBy(() -> kit(rules("OP-1", "EMA-1")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
    settings.clear();
  }

  @Test
  void choiceThatLeavesNoRuleIsRefused() {
    settings.put("harl.tck.groups", "EMA");
    settings.put("harl.tck.rules", "OP-1");
    assertThatThrownBy(() -> kit(rules("OP-1", "EMA-1")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("-Dharl.tck.groups=[EMA] and -Dharl.tck.rules=[OP-1] leave no rule to run");
  }
}
