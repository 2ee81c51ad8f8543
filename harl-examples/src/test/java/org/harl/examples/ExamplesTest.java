package org.harl.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private interface Program {
    void main(String[] arguments) throws Exception;
  }

  private static String printed(Program program, String... arguments) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      program.main(arguments);
    } finally {
      System.setOut(before);
    }
    return out.toString(UTF_8);
  }

  @Test
  void encoderOfOnesOwnTrainsAndEmbeds() throws Exception {
    assertThat(printed(CustomEncoder::main)).isEqualTo("20 tensors; vectors of 64\n");
  }

  @Test
  void objectiveOfOnesOwnReportsItsTerms() throws Exception {
    assertThat(printed(CustomObjective::main).lines())
        .hasSize(8)
        .allSatisfy(line -> assertThat(line).contains("same").contains("context"));
  }

  @Test
  void maskProviderOfOnesOwnTrains() throws Exception {
    assertThat(printed(CustomMaskProvider::main)).matches("scene 0 is \\d+% foreground\n");
  }
}
