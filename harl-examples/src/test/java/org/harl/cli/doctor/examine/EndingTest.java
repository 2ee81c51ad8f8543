package org.harl.cli.doctor.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EndingTest {
  private static final List<String> REPORT =
      """
      #
      # A fatal error has been detected by the Java Runtime Environment:
      #
      #  SIGFPE (0x8) at pc=0x00007f1c2b0a1234, pid=4711, tid=4712
      #
      # JRE version: OpenJDK Runtime Environment (17.0.15+6) (build 17.0.15+6-Debian-1deb12u1)
      # Problematic frame:
      # C  [libtorch_cpu.so+0x5a1b2c3]  dnnl::impl::cpu::x64::jit_conv_conf_init()+0x1f3
      #
      # An error report file with more information is saved as:
      # /tmp/harl-doctor-4711.log
      """
          .lines()
          .toList();

  @Test
  void theSignalThatJavaReportsIsToldWithItsFrame() {
    Ending ending = new Ending(134, REPORT);
    assertThat(ending.sentence("running OP-31"))
        .isEqualTo(
            "ended the process with signal 8 (SIGFPE) while running OP-31, in [libtorch_cpu.so+0x5a1b2c3] "
                + " dnnl::impl::cpu::x64::jit_conv_conf_init()+0x1f3");
    assertThat(ending.remedy())
        .isEqualTo("take another backend, and report this with '/tmp/harl-doctor-4711.log'");
  }

  @Test
  void aKillIsTheWantOfMemory() {
    Ending ending = new Ending(137, List.of());
    assertThat(ending.sentence("running OP-31"))
        .isEqualTo("ended the process with signal 9 (SIGKILL) while running OP-31");
    assertThat(ending.remedy()).contains("give it more");
  }

  @Test
  void anExitCodeIsToldWithTheLastLine() {
    assertThat(
            new Ending(1, List.of("Error: could not create the VM", "")).sentence("running OP-31"))
        .isEqualTo(
            "ended the process with exit code 1 while running OP-31, saying \"Error: could not create the VM\"");
  }

  @Test
  void anExitCodeOfWindowsIsToldAsItsDocumentsHaveIt() {
    assertThat(new Ending(0xc0000005, List.of()).sentence("running OP-31"))
        .contains("with exit code 0xc0000005 while");
  }

  @Test
  void instructionsThatTheProcessorLacksAskForAnother() {
    assertThat(new Ending(132, List.of()).remedy()).contains("need another processor");
  }
}
