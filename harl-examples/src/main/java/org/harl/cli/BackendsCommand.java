package org.harl.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.harl.Harl;
import org.harl.error.HarlException;
import org.harl.spi.BackendProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the backends on the class path with their devices. */
@Command(
    name = "backends",
    description = "List the backends on the class path, what they can do and their devices.")
final class BackendsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<BackendProvider> providers = Harl.backends();
    if (providers.isEmpty()) {
      out.println(
          "no backend on the class path; add org.harl:harl-backend-djl or"
              + " org.harl:harl-backend-tf");
    }
    for (BackendProvider provider : providers) {
      out.println(provider.name() + "  " + new TreeSet<>(provider.capabilities()));
      devices(provider).forEach(device -> out.println("  " + device));
    }
    out.flush();
    return 0;
  }

  /** One that does not start leaves the others in the list. */
  private static List<String> devices(BackendProvider provider) {
    try {
      return provider.devices().stream()
          .map(device -> device.name() + "  " + device.description())
          .toList();
    } catch (HarlException e) {
      return List.of("does not start here: " + e.getMessage());
    }
  }
}
