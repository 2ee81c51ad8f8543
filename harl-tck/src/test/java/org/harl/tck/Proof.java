package org.harl.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule is proved by a wrong subject that it catches and names. */
abstract class Proof<C extends Exam> {
  private final Map<String, String> table = new TreeMap<>();

  abstract List<Rule<C>> rules();

  abstract List<Wrong<C>> wrong();

  @TestFactory
  Stream<DynamicTest> wrongOneIsCaughtByTheRuleThatItBreaks() {
    return wrong().stream().flatMap(wrong -> wrong.caughtBy().stream().map(id -> test(wrong, id)));
  }

  private DynamicTest test(Wrong<C> wrong, String id) {
    return DynamicTest.dynamicTest(id + " catches: " + wrong.fault(), () -> caught(wrong, id));
  }

  private void caught(Wrong<C> wrong, String id) {
    Map<String, Rule<C>> byId =
        rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
    assertThat(byId).as("the rule that a wrong subject names").containsKey(id);
    Kit<C> kit = new Kit<>(wrong.subject(), rules(), getClass().getSimpleName());
    Throwable found = catchThrowable(() -> kit.run(byId.get(id)));
    assertThat(found).as(wrong.fault()).isInstanceOf(RuleFailure.class);
    assertThat(((RuleFailure) found).rule()).isEqualTo(id);
    table.put(id + " | " + wrong.fault(), "caught");
  }

  @Test
  void everyRuleIsProved() {
    List<String> proved = wrong().stream().flatMap(w -> w.caughtBy().stream()).toList();
    assertThat(rules()).extracting(Rule::id).isSubsetOf(proved);
  }

  @AfterEach
  void printTheTable() {
    table.forEach((row, result) -> System.out.println("mutation | " + row + " | " + result));
  }
}
