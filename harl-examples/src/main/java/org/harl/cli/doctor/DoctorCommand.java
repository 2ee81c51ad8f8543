package org.harl.cli.doctor;

import java.util.List;
import java.util.concurrent.Callable;
import org.harl.cli.doctor.examine.Candidates;
import org.harl.cli.doctor.facts.Surroundings;
import org.harl.error.InvalidInputException;
import org.harl.tck.BackendExamination;
import org.harl.tck.reference.ReferenceBackendProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a bug report asks for first. */
@Command(
    name = "doctor",
    description = {
      "Tell what a bug report asks for first: Java, system, processor, memory and its limits,"
          + " environment, natives, devices, what each engine's check of itself found, and whether"
          + " each backend keeps a choice of the kit's rules on each device.",
      "What is wrong comes last, a line each, with what to do. Exit code 0: nothing found wrong,"
          + " 1: something, 2: an option cannot be used."
    })
public final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--full",
      description = "Run all rules of the kit, minutes on each device, not half a minute's choice.")
  private boolean full;

  @Option(
      names = "--rules",
      paramLabel = "ID",
      split = ",",
      description = "Run these rules or areas alone, for example OP-34,NET; see harl-tck/RULES.md.")
  private List<String> rules = List.of();

  @Option(names = "--backend", paramLabel = "NAME", description = "Examine this backend alone.")
  private String backend = "";

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "Examine this device alone: cpu or gpu:0.")
  private String device = "";

  @Option(names = "--json", description = "Print one line of JSON instead of text.")
  private boolean json;

  @Spec private CommandSpec spec;

  /** For picocli. */
  DoctorCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    if (!device.matches("|cpu|gpu:\\d{1,3}")) {
      throw new InvalidInputException(
          "--device: '" + device + "' is no device; name cpu or gpu:0, or leave it out for all");
    }
    if (full && !rules.isEmpty()) {
      throw new InvalidInputException("--full and --rules: give one of them");
    }
    Candidates candidates = Candidates.onClassPath().named(backend);
    Doctor doctor = new Doctor(Surroundings.here(), candidates, device, chosen());
    return doctor.examine(new Report(spec.commandLine().getOut(), json));
  }

  private List<String> chosen() {
    // which rules there are does not depend on the backend
    BackendExamination all = BackendExamination.of(new ReferenceBackendProvider(), "cpu");
    if (full) {
      return all.ids();
    }
    return rules.isEmpty() ? all.quick().ids() : all.choose(rules).ids();
  }
}
