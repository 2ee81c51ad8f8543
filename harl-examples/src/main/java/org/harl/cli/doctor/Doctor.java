package org.harl.cli.doctor;

import java.util.List;
import org.harl.cli.doctor.examine.BackendSection;
import org.harl.cli.doctor.examine.Candidate;
import org.harl.cli.doctor.examine.Candidates;
import org.harl.cli.doctor.facts.EnvironmentFacts;
import org.harl.cli.doctor.facts.JavaFacts;
import org.harl.cli.doctor.facts.MemoryFacts;
import org.harl.cli.doctor.facts.NativesFacts;
import org.harl.cli.doctor.facts.ProcessorFacts;
import org.harl.cli.doctor.facts.Surroundings;
import org.harl.cli.doctor.facts.SystemFacts;

/**
 * Tells of the machine, then of each backend on it.
 *
 * @param here the machine
 * @param candidates the backends
 * @param device the only one to examine, or nothing for all
 * @param rules of the kit, by id
 */
record Doctor(Surroundings here, Candidates candidates, String device, List<String> rules) {
  /**
   * Writes the report.
   *
   * @return the exit code
   */
  int examine(Report report) throws InterruptedException {
    report.add(HarlFacts.section());
    report.add(JavaFacts.section(here));
    report.add(SystemFacts.section(here));
    report.add(ProcessorFacts.section(here));
    report.add(MemoryFacts.section(here));
    report.add(EnvironmentFacts.section(here));
    report.add(NativesFacts.section(here));
    for (Candidate backend : candidates.found()) {
      report.addBackend(BackendSection.of(here, backend, device, rules));
    }
    return report.end(candidates.findings());
  }
}
