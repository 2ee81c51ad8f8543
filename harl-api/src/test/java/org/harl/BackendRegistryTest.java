package org.harl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.harl.error.BackendNotFoundException;
import org.harl.error.HarlException;
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
    return new BackendRegistry(
        Arrays.stream(names).<BackendProvider>map(n -> new Named(n, 1)).toList());
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
        .hasMessageStartingWith("backend 'tf' is not on the class path, found ['djl' in ")
        .hasMessageEndingWith("harl-backend-tf (backend 'tf')");
  }

  @Test
  void nameThatIsThereTwiceIsRefused() {
    assertThatThrownBy(() -> of("djl", "djl"))
        .isInstanceOf(HarlException.class)
        .hasMessageStartingWith("backend 'djl' is there twice, in ")
        .hasMessageEndingWith("; remove one from the class path");
  }

  @Test
  void backendOfAnotherApiLevelIsRefused() {
    assertThatThrownBy(() -> new BackendRegistry(List.of(new Named("old", 0))))
        .isInstanceOf(HarlException.class)
        .hasMessageStartingWith("backend 'old' in ")
        .hasMessageEndingWith(
            " was made for api level 0, this is harl-api of level 1; take both of the same"
                + " release");
  }
}
