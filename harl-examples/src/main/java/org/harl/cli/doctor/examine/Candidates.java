package org.harl.cli.doctor.examine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.harl.error.BackendNotFoundException;
import org.harl.error.NearestName;
import org.harl.spi.BackendProvider;

/**
 * The backends on the class path, and what is wrong with how they are there. One that does not load
 * leaves the others in the list.
 *
 * @param found those that can be examined
 * @param findings a line each
 */
public record Candidates(List<Candidate> found, List<String> findings) {
  private static final int MOST_ERRORS = 20;

  public static Candidates onClassPath() {
    return of(ServiceLoader.load(BackendProvider.class).iterator());
  }

  /** Those of a service loader, which may throw for one and go on with the next. */
  public static Candidates of(Iterator<BackendProvider> providers) {
    List<Candidate> found = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    int errors = 0;
    while (errors < MOST_ERRORS) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        add(providers.next(), found, findings);
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        errors++;
        findings.add(
            "a backend on the class path does not load: "
                + e.getMessage()
                + "; take all harl artifacts of the same release");
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
        findings.add(
            "backend '%s' is there twice, in %s and %s; remove one from the class path"
                .formatted(other.name(), other.place(), candidate.place()));
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
