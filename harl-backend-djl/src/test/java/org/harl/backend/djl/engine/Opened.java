package org.harl.backend.djl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

  /**
   * What such a process prints, without what the environment of this one says of oneDNN and OpenMP.
   *
   * @param environment what its own has besides
   * @param options of its JVM
   */
  static List<String> inAProcess(
      Path folder, Map<String, String> environment, List<String> options, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Opened.class.getName());
    command.addAll(List.of(arguments));
    Path printed = folder.resolve("printed");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.endsWith("DNN_MAX_CPU_ISA"));
    builder.environment().keySet().remove(WaitPolicy.NAME);
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(printed.toFile()).start();
    assertThat(process.waitFor(280, TimeUnit.SECONDS)).isTrue();
    return Files.readAllLines(printed);
  }

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
      if (!Boolean.getBoolean("jna.nounpack")) {
        System.out.println(WaitPolicy.NAME + " is " + NativeEnvironment.get(WaitPolicy.NAME));
      }
      KnownAnswers.wrong(backend, options.precision()).forEach(System.out::println);
    }
  }
}
