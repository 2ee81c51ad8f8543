package org.harl.tck.backend;

import java.util.List;
import java.util.stream.Stream;

/** Every deliberately wrong backend. */
final class Mutants {
  private Mutants() {}

  static List<Mutant> all() {
    return Stream.of(
            SpiMutants.mutants(),
            CapMutants.mutants(),
            OpMutants.mutants(),
            GradMutants.mutants(),
            NetMutants.mutants(),
            PhotometryMutants.mutants(),
            MaskMutants.mutants(),
            LossMutants.mutants(),
            MethodMutants.mutants(),
            OptMutants.mutants(),
            EmaMutants.mutants(),
            StepMutants.mutants(),
            TrajMutants.mutants(),
            CkptMutants.mutants(),
            MemMutants.mutants())
        .flatMap(List::stream)
        .toList();
  }
}
