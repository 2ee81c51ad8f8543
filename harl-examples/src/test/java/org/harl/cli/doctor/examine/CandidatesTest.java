package org.harl.cli.doctor.examine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.stream.Stream;
import org.harl.cli.doctor.Patient;
import org.harl.error.BackendNotFoundException;
import org.harl.spi.BackendProvider;
import org.junit.jupiter.api.Test;

class CandidatesTest {
  private static List<String> names(Candidates candidates) {
    return candidates.found().stream().map(Candidate::name).toList();
  }

  @Test
  void aBackendThatIsThereTwiceIsAFinding() {
    Candidates candidates =
        Candidates.of(
            Stream.<BackendProvider>of(new Patient.Healthy(), new Patient.Healthy()).iterator());
    assertThat(names(candidates)).containsExactly("healthy");
    assertThat(candidates.findings())
        .singleElement()
        .asString()
        .startsWith("backend 'healthy' is there twice, as org.harl.cli.doctor.Patient$Healthy in ")
        .endsWith("remove one from the class path");
  }

  @Test
  void aBackendThatDoesNotLoadLeavesTheOthers() {
    Iterator<BackendProvider> healthy =
        Stream.<BackendProvider>of(new Patient.Healthy()).iterator();
    Iterator<BackendProvider> broken =
        new Iterator<>() {
          private boolean thrown;

          @Override
          public boolean hasNext() {
            return healthy.hasNext();
          }

          @Override
          public BackendProvider next() {
            if (!thrown) {
              thrown = true;
              throw new ServiceConfigurationError("org.example.Gone not found");
            }
            return healthy.next();
          }
        };
    Candidates candidates = Candidates.of(broken);
    assertThat(names(candidates)).containsExactly("healthy");
    assertThat(candidates.findings()).singleElement().asString().contains("org.example.Gone");
  }

  @Test
  void noBackendAtAllIsAFinding() {
    assertThat(Candidates.of(List.<BackendProvider>of().iterator()).findings())
        .singleElement()
        .asString()
        .contains("add org.harl:harl-backend-djl");
  }

  @Test
  void aNameThatIsNotThereIsRefused() {
    Candidates candidates =
        Candidates.of(Stream.<BackendProvider>of(new Patient.Healthy()).iterator());
    assertThatThrownBy(() -> candidates.named("abacus"))
        .isInstanceOf(BackendNotFoundException.class)
        .hasMessage("--backend: 'abacus' is not on the class path, found [healthy]");
  }
}
