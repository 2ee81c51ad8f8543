package org.harl.cli.options;

import java.io.Serializable;
import java.util.Locale;
import org.harl.Harl;
import org.harl.cli.terminal.OptionGroup;
import org.harl.spi.EngineSafety;
import org.harl.spi.Precision;
import picocli.CommandLine.Option;

/** Which backend, on which device, how. */
@OptionGroup("Machine")
public final class BackendArguments implements Serializable {
  private static final long serialVersionUID = 1L;

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
      description = "float32, tf32, bfloat16 or float64. Default: ${DEFAULT-VALUE}.")
  public Precision precision = Precision.FLOAT32;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads that one operation may use; the last bits of its sums depend on their number."
              + " Default: one a processor.")
  public int threads = Checks.STANDARD_THREADS;

  @Option(
      names = "--engine-safety",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "The engine is checked against known answers, and held to slower arithmetic that is right"
              + " where it fails (auto) or always (on); off: neither. Default: ${DEFAULT-VALUE}.")
  EngineSafety engineSafety = EngineSafety.AUTO;

  public Harl open() {
    Checks.threads("--threads", threads);
    return Harl.builder()
        .backend(backend)
        .device(device.toLowerCase(Locale.ROOT))
        .precision(precision)
        .threads(threads)
        .engineSafety(engineSafety)
        .build();
  }
}
