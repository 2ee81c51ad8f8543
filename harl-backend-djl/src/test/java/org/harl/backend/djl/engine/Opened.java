package org.harl.backend.djl.engine;

import ai.djl.engine.Engine;
import java.util.List;
import org.harl.backend.djl.DjlBackendProvider;
import org.harl.error.HarlException;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.EngineSafety;
import org.harl.spi.Precision;
import org.harl.spi.check.KnownAnswers;

/**
 * A process of its own that opens the backend and computes: {@code PRECISION SAFETY...}, {@code
 * load} for a safety where the application loads the engine.
 */
final class Opened {
  private Opened() {}

  public static void main(String[] arguments) {
    Precision precision = Precision.valueOf(arguments[0]);
    for (String argument : List.of(arguments).subList(1, arguments.length)) {
      if (argument.equals("load")) {
        Engine.getEngine("PyTorch");
      } else {
        try {
          open(new BackendOptions("cpu", precision, 2, EngineSafety.valueOf(argument)));
        } catch (HarlException e) {
          System.out.println("refused: " + e.getMessage());
        }
      }
    }
  }

  private static void open(BackendOptions options) {
    try (Backend backend = new DjlBackendProvider().open(options)) {
      int findings = backend.findings().size();
      System.out.println(
          "opened with "
              + findings
              + (findings == 1 ? " finding" : " findings")
              + ", ONEDNN_MAX_CPU_ISA is "
              + (Boolean.getBoolean("jna.nounpack")
                  ? "not to be asked"
                  : NativeEnvironment.get("ONEDNN_MAX_CPU_ISA")));
      KnownAnswers.wrong(backend, options.precision()).forEach(System.out::println);
    }
  }
}
