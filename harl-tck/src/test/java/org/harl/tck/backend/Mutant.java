package org.harl.tck.backend;

import java.util.List;
import org.harl.spi.BackendProvider;
import org.harl.tck.reference.Kernels;
import org.harl.tck.reference.ReferenceBackendProvider;

/**
 * A backend (or an SDK) that is wrong in one place.
 *
 * @param fault what is wrong, in a few words
 * @param subject the wrong one
 * @param caughtBy the rules that must catch it
 */
record Mutant(String fault, BackendSubject subject, List<String> caughtBy) {
  /** The reference with one kernel changed. */
  static Mutant of(String fault, Kernels kernels, String... caughtBy) {
    return of(fault, new ReferenceBackendProvider(kernels), caughtBy);
  }

  /** A backend of its own. */
  static Mutant of(String fault, BackendProvider provider, String... caughtBy) {
    return new Mutant(fault, new BackendSubject(provider, "cpu", new Host()), List.of(caughtBy));
  }

  /** A wrong SDK around the right backend. */
  static Mutant of(String fault, Host host, String... caughtBy) {
    return new Mutant(
        fault, new BackendSubject(new ReferenceBackendProvider(), "cpu", host), List.of(caughtBy));
  }
}
