package org.harl.tck.sdk;

import java.util.List;
import java.util.stream.Stream;
import org.harl.tck.backend.Proof;
import org.harl.tck.backend.Wrong;
import org.harl.tck.kit.Rule;

/** Wrong SDKs. */
class SdkMutantsTest extends Proof<SdkTrial> {
  @Override
  protected List<Rule<SdkTrial>> rules() {
    return SdkRules.all();
  }

  @Override
  protected List<Wrong<SdkTrial>> wrong() {
    return Stream.of(
            RecordingMutants.mutants(),
            DrawMutants.mutants(),
            GeometryMutants.mutants(),
            LoaderMutants.mutants())
        .flatMap(List::stream)
        .toList();
  }
}
