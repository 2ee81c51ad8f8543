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

/** Every rule is proved by a wrong backend that it catches and names. */
class MutantsTest {
  private final Map<String, Rule<Trial>> rules =
      BackendRules.all().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
  private final Map<String, String> table = new TreeMap<>();

  @TestFactory
  Stream<DynamicTest> wrongBackendIsCaughtByTheRuleThatItBreaks() {
    return Mutants.all().stream()
        .flatMap(mutant -> mutant.caughtBy().stream().map(id -> test(mutant, id)));
  }

  private DynamicTest test(Mutant mutant, String id) {
    return DynamicTest.dynamicTest(id + " catches: " + mutant.fault(), () -> caught(mutant, id));
  }

  private void caught(Mutant mutant, String id) {
    assertThat(rules).as("the rule that a mutant names").containsKey(id);
    Kit<Trial> kit = new Kit<>(mutant.subject(), List.copyOf(rules.values()), "MutantsTest");
    Throwable found = catchThrowable(() -> kit.run(rules.get(id)));
    assertThat(found).as(mutant.fault()).isInstanceOf(RuleFailure.class);
    assertThat(((RuleFailure) found).rule()).isEqualTo(id);
    table.put(id + " | " + mutant.fault(), "caught");
  }

  @Test
  void everyRuleHasAWrongBackendThatProvesIt() {
    List<String> proved = Mutants.all().stream().flatMap(m -> m.caughtBy().stream()).toList();
    assertThat(rules.keySet()).isSubsetOf(proved);
  }

  @AfterEach
  void printTheTable() {
    table.forEach((row, result) -> System.out.println("mutation | " + row + " | " + result));
  }
}
