package org.harl.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.harl.error.InvalidInputException;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.tck.backend.Wrapped;
import org.harl.tck.kit.ExaminationReport;
import org.harl.tck.kit.RuleListener;
import org.harl.tck.kit.RuleResult;
import org.harl.tck.kit.RuleResult.Verdict;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.junit.jupiter.api.Test;

/** Rules as a program runs them. */
class BackendExaminationTest {
  private static BackendExamination of(BackendProvider provider) {
    return BackendExamination.of(provider, "cpu");
  }

  @Test
  void rulesAreRunInTheirOrderAndHeardOf() {
    List<String> heard = new ArrayList<>();
    ExaminationReport report =
        of(new ReferenceBackendProvider())
            .choose(List.of("OP-5", "SPI-2", "SPI-1"))
            .run(
                new RuleListener() {
                  @Override
                  public void started(String rule) {
                    heard.add("started " + rule);
                  }

                  @Override
                  public void ended(RuleResult result) {
                    heard.add(result.rule() + " " + result.verdict());
                  }
                });
    assertThat(heard)
        .containsExactly(
            "started SPI-1",
            "SPI-1 PASSED",
            "started SPI-2",
            "SPI-2 PASSED",
            "started OP-5",
            "OP-5 PASSED");
    assertThat(report.summary()).isEqualTo("3 rules: 3 passed");
    assertThat(report.subject()).startsWith("backend 'reference' on 'cpu', reference interpreter");
  }

  @Test
  void brokenRuleIsToldAndTheOthersAreRun() {
    BackendProvider shouting =
        new Wrapped() {
          @Override
          public String name() {
            return "SHOUTING";
          }
        };
    ExaminationReport report =
        of(shouting).choose(List.of("SPI-1", "SPI-2")).run(new RuleListener() {});
    assertThat(report.summary()).isEqualTo("2 rules: 1 passed, 1 failed");
    RuleResult broken = report.failures().get(0);
    assertThat(broken.rule()).isEqualTo("SPI-1");
    assertThat(broken.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(broken.found()).contains("SHOUTING").doesNotContain("\n");
    assertThat(broken.failure()).isPresent();
  }

  @Test
  void whatTheDeviceDoesNotDeclareIsNotRun() {
    BackendProvider undetermined =
        new Wrapped() {
          @Override
          public Set<Capability> capabilities(String device) {
            return Set.of();
          }
        };
    assertThat(of(undetermined).choose(List.of("STEP-3")).run(new RuleListener() {}).summary())
        .isEqualTo("1 rules: 0 passed, 1 not run (DETERMINISTIC not declared)");
  }

  @Test
  void areasAndTheQuickChoiceAreRulesOfTheKit() {
    BackendExamination all = of(new ReferenceBackendProvider());
    assertThat(all.choose(List.of("CKPT")).ids())
        .containsExactly("CKPT-1", "CKPT-2", "CKPT-3", "CKPT-4", "CKPT-5", "CKPT-6");
    assertThat(all.quick().ids()).isSubsetOf(all.ids()).contains("OP-31", "NET-3", "LOSS-1");
  }

  @Test
  void unknownRuleAndEmptyChoiceAreRefused() {
    BackendExamination all = of(new ReferenceBackendProvider());
    assertThatThrownBy(() -> all.choose(List.of("OPS")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("there is no rule or area 'OPS'; there are [AUG, CAP,");
    assertThatThrownBy(() -> all.choose(List.of())).isInstanceOf(InvalidInputException.class);
  }
}
