package org.harl.tck.backend;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.stream.Stream;
import org.harl.tck.kit.Kit;
import org.harl.tck.kit.Rule;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A kernel that stands for a composite breaks no rule by being there. */
class RightKernelTest {
  @TestFactory
  Stream<DynamicTest> rightKernelKeepsEveryRuleOfOptimisers() {
    return Stream.of("lars", "sgd").flatMap(RightKernelTest::rules);
  }

  private static Stream<DynamicTest> rules(String composite) {
    WrongKernel right = new WrongKernel(composite, new UpdateKernel());
    BackendSubject subject = new BackendSubject(right, "cpu", new Host());
    Kit<Trial> kit = new Kit<>(subject, BackendRules.all(), "RightKernelTest");
    List<Rule<Trial>> rules = OptRules.rules();
    return rules.stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    composite + " " + rule.id(),
                    () -> assertThatCode(() -> kit.run(rule)).doesNotThrowAnyException()));
  }
}
