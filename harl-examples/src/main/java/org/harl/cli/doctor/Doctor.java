package org.harl.cli.doctor;

import java.util.List;

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
