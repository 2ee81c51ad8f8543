package org.harl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.harl.error.BackendNotFoundException;
import org.harl.error.HarlException;
import org.harl.services.Broken;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.spi.DeviceInfo;
import org.junit.jupiter.api.Test;

class BackendRegistryTest {
  /** A provider that is only ever asked who it is. */
  private record Named(String name, int apiLevel) implements BackendProvider {
    @Override
    public Set<Capability> capabilities() {
      return Set.of();
    }

    @Override
    public List<DeviceInfo> devices() {
      return List.of();
    }

    @Override
    public Backend open(BackendOptions options) {
      throw new UnsupportedOperationException();
    }
  }

  private static BackendRegistry of(String... names) {
    return BackendRegistry.of(
        Arrays.stream(names).<BackendProvider>map(n -> new Named(n, 1)).iterator());
  }

  @Test
  void onlyBackendNeedNotBeNamed() {
    assertThat(of("djl").find(null).name()).isEqualTo("djl");
    assertThat(of("djl").find("djl").name()).isEqualTo("djl");
  }

  @Test
  void withoutABackendTheArtifactsToAddAreNamed() {
    assertThatThrownBy(() -> of().find(null))
        .isInstanceOf(BackendNotFoundException.class)
        .hasMessage(
            "a backend was asked for, none is on the class path; add org.harl:harl-backend-djl"
                + " (backend 'djl') or org.harl:harl-backend-tf (backend 'tf')");
    assertThatThrownBy(() -> Harl.builder().build())
        .as("harl-api has no backend on its own class path")
        .isInstanceOf(BackendNotFoundException.class)
        .hasMessageContaining("org.harl:harl-backend-djl");
  }

  @Test
  void choiceBetweenTwoIsLeftToTheCaller() {
    assertThatThrownBy(() -> of("tf", "djl").find(null))
        .isInstanceOf(BackendNotFoundException.class)
        .hasMessageStartingWith(
            "several backends are on the class path, and none was named: ['djl' in ")
        .hasMessageContaining("'tf' in ")
        .hasMessageEndingWith("; name one");
    assertThat(of("tf", "djl").find("tf").name()).isEqualTo("tf");
  }

  @Test
  void unknownNameListsWhatIsThereAndWhatToAdd() {
    assertThatThrownBy(() -> of("djl").find("tf"))
        .isInstanceOf(BackendNotFoundException.class)
        .hasMessageStartingWith("backend 'tf' is not on the class path, found [djl]; add ")
        .hasMessageEndingWith("harl-backend-tf (backend 'tf')");
  }

  @Test
  void nameThatIsThereTwiceIsRefused() {
    assertThatThrownBy(() -> of("djl", "djl"))
        .isInstanceOf(HarlException.class)
        .hasMessageStartingWith(
            "backend 'djl' is there twice, as org.harl.BackendRegistryTest$Named in ")
        .hasMessageEndingWith("; remove one from the class path");
  }

  @Test
  void oneThatDoesNotLoadLeavesTheOthersButNotTheChoiceToGuess() {
    BackendRegistry registry =
        BackendRegistry.of(
            Broken.before("org.example.Gone", List.<BackendProvider>of(new Named("tf", 1))));
    assertThat(registry.all()).extracting(BackendProvider::name).containsExactly("tf");
    assertThat(registry.find("tf").name()).isEqualTo("tf");
    assertThatThrownBy(() -> registry.find("djl"))
        .isInstanceOf(BackendNotFoundException.class)
        .hasMessageStartingWith(
            "backend 'djl' is not on the class path, found [tf] (a backend on the class path does"
                + " not load: org.example.Gone")
        .hasMessageContaining("; add org.harl:");
    assertThatThrownBy(() -> registry.find(null))
        .isInstanceOf(BackendNotFoundException.class)
        .hasMessageStartingWith("no backend was named, found ['tf' in ")
        .hasMessageContaining("org.example.Gone");
  }

  @Test
  void backendOfAnotherApiLevelIsRefused() {
    assertThatThrownBy(
            () -> BackendRegistry.of(List.<BackendProvider>of(new Named("old", 0)).iterator()))
        .isInstanceOf(HarlException.class)
        .hasMessageStartingWith("backend 'old' in ")
        .hasMessageEndingWith(
            " was made for api level 0, this is harl-api of level 1; take both of the same"
                + " release");
  }
}
