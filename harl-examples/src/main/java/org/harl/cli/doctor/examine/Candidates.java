package org.harl.cli.doctor.examine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.harl.error.BackendNotFoundException;
import org.harl.error.NearestName;
import org.harl.services.Services;
import org.harl.spi.BackendProvider;

/**
 * The backends on the class path, and what is wrong with how they are there. One that does not load
 * leaves the others in the list.
 *
 * @param found those that can be examined
 * @param findings a line each
 */
public record Candidates(List<Candidate> found, List<String> findings) {
  private static final String KIND = "backend";

  public static Candidates onClassPath() {
    return of(Services.onClassPath(KIND, BackendProvider.class, BackendProvider::name));
  }

  /** Those of a service loader, which may throw for one and go on with the next. */
  public static Candidates of(Iterator<BackendProvider> providers) {
    return of(Services.of(KIND, providers, BackendProvider::name));
  }

  private static Candidates of(Services<BackendProvider> providers) {
    List<Candidate> found = new ArrayList<>();
    List<String> findings = new ArrayList<>(providers.faults());
    for (BackendProvider provider : providers.all()) {
      try {
        add(provider, found, findings);
      } catch (LinkageError | RuntimeException e) {
        findings.add(Services.doesNotLoad(KIND, e));
      }
    }
    if (found.isEmpty() && findings.isEmpty()) {
      findings.add(
          "no backend is on the class path; add org.harl:harl-backend-djl or org.harl:harl-backend-tf");
    }
    return new Candidates(List.copyOf(found), List.copyOf(findings));
  }

  private static void add(BackendProvider provider, List<Candidate> found, List<String> findings) {
    Candidate candidate = Candidate.of(provider);
    for (Candidate other : found) {
      if (other.name().equals(candidate.name())) {
        findings.add(Services.twice(KIND, other.name(), other.described(), candidate.described()));
        return;
      }
    }
    if (provider.apiLevel() != BackendProvider.API_LEVEL) {
      findings.add(
          "backend '%s' in %s was made for api level %d, this is harl-api of level %d; take both of the same release"
              .formatted(
                  candidate.name(),
                  candidate.place(),
                  provider.apiLevel(),
                  BackendProvider.API_LEVEL));
    }
    found.add(candidate);
  }

  /**
   * Those of one name, or all where it is empty.
   *
   * @throws BackendNotFoundException if there is none of that name
   */
  public Candidates named(String name) {
    List<String> names = found.stream().map(Candidate::name).toList();
    String asked = NearestName.inAnyCase(name, names);
    List<Candidate> named = found.stream().filter(one -> one.name().equals(asked)).toList();
    if (name.isEmpty()) {
      return this;
    }
    if (named.isEmpty()) {
      throw new BackendNotFoundException(
          "--backend: '%s' is not on the class path, found %s%s"
              .formatted(name, names, NearestName.hint(name, names)));
    }
    return new Candidates(named, findings);
  }
}
