package org.harl.tck.sdk;

import java.util.List;
import org.harl.tck.backend.Wrong;

/** An SDK that is wrong in one place. */
final class Mutant {
  private Mutant() {}

  static Wrong<SdkTrial> of(String fault, Sdk sdk, String... caughtBy) {
    return new Wrong<>(fault, new SdkSubject(sdk), List.of(caughtBy));
  }
}
