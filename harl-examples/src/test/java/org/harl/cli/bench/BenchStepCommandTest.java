package org.harl.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.harl.cli.Main;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchStepCommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "simclr",
        "moco,queue=8",
        "moco,queue=8,symmetric",
        "simsiam",
        "supervised",
        "pirl,negatives=9",
        "mask",
        "mask,regions=3",
        "detcon-b,regions=4"
      })
  void aStepOfAnyObjectiveIsTimed(String objective) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.run(
            Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
            ("bench step --width 0.0625 --size 16 --batch 4 --hidden 8 --out 4 --steps 1"
                    + " --warmup 0 --objective "
                    + objective)
                .split(" "));
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).contains("\"objective\":\"" + objective + "\"", "median_s");
  }
}
