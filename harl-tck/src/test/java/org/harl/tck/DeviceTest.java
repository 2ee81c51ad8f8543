package org.harl.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.harl.spi.BackendProvider;
import org.harl.tck.backend.BackendRules;
import org.harl.tck.backend.Trial;
import org.harl.tck.kit.Kit;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.RuleFailure;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On which device a backend is examined. */
class DeviceTest {
  private static final String PROPERTY = "harl.tck.device";

  private final String before = System.getProperty(PROPERTY, "");

  private static final class Examined extends BackendTck {
    @Override
    protected BackendProvider provider() {
      return new ReferenceBackendProvider();
    }
  }

  @AfterEach
  void restore() {
    if (before.isEmpty()) {
      System.clearProperty(PROPERTY);
    } else {
      System.setProperty(PROPERTY, before);
    }
  }

  @Test
  void processorIsExaminedUnlessAnotherDeviceIsAskedFor() {
    System.clearProperty(PROPERTY);
    assertThat(new Examined().subject().description()).contains("'reference' on 'cpu', ");
    System.setProperty(PROPERTY, "gpu:0");
    assertThat(new Examined().subject().description()).contains("'reference' on 'gpu:0', ");
  }

  @Test
  void deviceThatTheBackendDoesNotListBreaksARule() {
    System.setProperty(PROPERTY, "gpu:0");
    Rule<Trial> listed =
        BackendRules.all().stream()
            .filter(rule -> rule.id().equals("SPI-3"))
            .findAny()
            .orElseThrow();
    Kit<Trial> kit = new Kit<>(new Examined().subject(), BackendRules.all(), "Examined");
    assertThatThrownBy(() -> kit.run(listed))
        .isInstanceOf(RuleFailure.class)
        .hasMessageContaining("gpu:0");
  }
}
