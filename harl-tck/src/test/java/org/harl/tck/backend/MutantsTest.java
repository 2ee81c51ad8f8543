package org.harl.tck.backend;

import java.util.List;
import org.harl.tck.kit.Rule;

/** Wrong backends. */
class MutantsTest extends Proof<Trial> {
  @Override
  protected List<Rule<Trial>> rules() {
    return BackendRules.all();
  }

  @Override
  protected List<Wrong<Trial>> wrong() {
    return Mutants.all().stream()
        .map(mutant -> new Wrong<>(mutant.fault(), mutant.subject(), mutant.caughtBy()))
        .toList();
  }
}
