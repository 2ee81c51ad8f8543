package org.harl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.harl.BackendNotFoundException;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which backend, on which device, how. */
final class BackendArguments {
  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "See 'harl backends'. Default: the only one on the class path.")
  @Nullable String backend;

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
      description = "Threads that one operation may use. Default: one a processor.")
  int threads = Runtime.getRuntime().availableProcessors();

  BackendOptions options() {
    Checks.atLeast("--threads", threads, 1);
    return new BackendOptions(device, precision, threads);
  }

  Backend open() {
    return provider().open(options());
  }

  /** The provider of that name, or the only one there is. */
  private BackendProvider provider() {
    List<BackendProvider> found = providers();
    List<BackendProvider> fit =
        found.stream().filter(p -> backend == null || p.name().equals(backend)).toList();
    if (fit.size() == 1) {
      return fit.get(0);
    }
    throw new BackendNotFoundException(
        "--backend: "
            + (backend == null ? "none given" : "'" + backend + "' is not on the class path")
            + "; there are "
            + found.stream().map(BackendProvider::name).toList());
  }

  static List<BackendProvider> providers() {
    List<BackendProvider> found = new ArrayList<>();
    ServiceLoader.load(BackendProvider.class).forEach(found::add);
    return found;
  }
}
