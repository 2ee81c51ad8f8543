package org.harl.tck.backend;

import java.util.List;
import java.util.stream.Stream;
import org.harl.tck.kit.Rule;

/** All rules for backends, in the order of RULES.md. */
public final class BackendRules {
  private BackendRules() {}

  /** {@return all rules of a backend, in the order of RULES.md} */
  public static List<Rule<Trial>> all() {
    return Stream.of(
            SpiRules.rules(),
            CapRules.rules(),
            OpRules.rules(),
            GradRules.rules(),
            NetRules.rules(),
            AugRules.rules(),
            MaskRules.rules(),
            LossRules.rules(),
            OptRules.rules(),
            EmaRules.rules(),
            StepRules.rules(),
            TrajRules.rules(),
            CkptRules.rules(),
            MemRules.rules())
        .flatMap(List::stream)
        .toList();
  }
}
