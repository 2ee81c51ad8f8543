package org.harl.tck.backend;

import java.util.List;
import java.util.stream.Stream;

/** What the rules of AUG catch. */
final class AugMutants {
  private AugMutants() {}

  static List<Mutant> mutants() {
    return Stream.of(
            DrawMutants.mutants(),
            GeometryMutants.mutants(),
            PhotometryMutants.mutants(),
            LoaderMutants.mutants())
        .flatMap(List::stream)
        .toList();
  }
}
