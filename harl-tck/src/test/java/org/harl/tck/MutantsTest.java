package org.harl.tck;

import java.util.List;

/** Wrong backends. */
class MutantsTest extends Proof<Trial> {
  @Override
  List<Rule<Trial>> rules() {
    return BackendRules.all();
  }

  @Override
  List<Wrong<Trial>> wrong() {
    return Mutants.all().stream()
        .map(mutant -> new Wrong<>(mutant.fault(), mutant.subject(), mutant.caughtBy()))
        .toList();
  }
}
