package org.harl.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.Assertions;
import org.harl.error.BackendNotFoundException;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Options that cannot be used are refused before anything is examined. */
class DoctorCommandTest {
  private static String refusal(Class<? extends HarlException> kind, String... arguments) {
    DoctorCommand command = CommandLine.populateCommand(new DoctorCommand(), arguments);
    return Assertions.catchThrowableOfType(kind, command::call).getMessage();
  }

  @Test
  void aBackendThatIsNotThereIsRefused() {
    assertThat(refusal(BackendNotFoundException.class, "--backend", "abacus"))
        .startsWith("--backend: 'abacus' is not on the class path, found [djl, tf]");
  }

  @Test
  void aWordThatIsNoDeviceIsRefused() {
    assertThat(refusal(InvalidInputException.class, "--device", "auto"))
        .startsWith("--device: 'auto' is no device; name cpu or gpu:0");
  }

  @Test
  void aRuleThatIsNotThereIsRefused() {
    assertThat(refusal(InvalidInputException.class, "--rules", "OP-1,OPS"))
        .startsWith("there is no rule or area 'OPS'; there are [AUG, ");
  }

  @Test
  void allRulesAndSomeAreNotChosenTogether() {
    assertThat(refusal(InvalidInputException.class, "--full", "--rules", "OP"))
        .isEqualTo("--full and --rules: give one of them");
  }
}
