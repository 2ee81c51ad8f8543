package org.harl.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.harl.tck.kit.Exam;
import org.harl.tck.kit.Kit;
import org.harl.tck.kit.NotRun;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.RuleFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/**
 * Every rule is proved by a wrong subject that it catches and names; one that measures where the
 * kit is told to run those.
 */
public abstract class Proof<C extends Exam> {
  private final Map<String, String> table = new TreeMap<>();

  protected abstract List<Rule<C>> rules();

  protected abstract List<Wrong<C>> wrong();

  @TestFactory
  public Stream<DynamicTest> wrongOneIsCaughtByTheRuleThatItBreaks() {
    Map<String, Rule<C>> byId =
        rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
    return wrong().stream()
        .flatMap(
            wrong -> {
              Kit<C> kit = new Kit<>(wrong.subject(), rules(), getClass().getSimpleName());
              return wrong.caughtBy().stream()
                  .filter(kit::chooses)
                  .map(id -> test(wrong.fault(), kit, byId.get(id)));
            });
  }

  private DynamicTest test(String fault, Kit<C> kit, Rule<C> rule) {
    return DynamicTest.dynamicTest(
        rule.id() + " catches: " + fault, () -> caught(fault, kit, rule));
  }

  private void caught(String fault, Kit<C> kit, Rule<C> rule) {
    Throwable found = catchThrowable(() -> kit.run(rule));
    if (rule.kind() == Rule.Kind.MEASURED && found instanceof NotRun) {
      throw new TestAbortedException(found.getMessage());
    }
    assertThat(found).as(fault).isInstanceOf(RuleFailure.class);
    assertThat(((RuleFailure) found).rule()).isEqualTo(rule.id());
    table.put(rule.id() + " | " + fault, "caught");
  }

  @Test
  public void everyRuleIsProvedAndNoOtherIsNamed() {
    Set<String> proved =
        wrong().stream().flatMap(w -> w.caughtBy().stream()).collect(Collectors.toSet());
    assertThat(proved).containsExactlyInAnyOrderElementsOf(rules().stream().map(Rule::id).toList());
  }

  @AfterEach
  public void printTheTable() {
    table.forEach((row, result) -> System.out.println("mutation | " + row + " | " + result));
  }
}
