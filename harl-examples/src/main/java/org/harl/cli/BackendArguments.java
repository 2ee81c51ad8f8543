package org.harl.cli;

import org.harl.Harl;
import org.harl.spi.Precision;
import picocli.CommandLine.Option;

/** Which backend, on which device, how. */
final class BackendArguments {
  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "djl",
      description = "See 'harl backends'. Default: ${DEFAULT-VALUE}.")
  String backend = "djl";

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description = "cpu, gpu:0 or auto: the first GPU, else the CPU. Default: ${DEFAULT-VALUE}.")
  String device = "auto";

  @Option(
      names = "--precision",
      paramLabel = "TYPE",
      defaultValue = "float32",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  Precision precision = Precision.FLOAT32;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads that one operation may use, and threads that decode images. Default: one a processor.")
  int threads = Runtime.getRuntime().availableProcessors();

  Harl open() {
    Checks.atLeast("--threads", threads, 1);
    return Harl.builder()
        .backend(backend)
        .device(device)
        .precision(precision)
        .threads(threads)
        .build();
  }
}
