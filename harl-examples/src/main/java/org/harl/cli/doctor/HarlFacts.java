package org.harl.cli.doctor;

import java.util.List;
import java.util.Map;
import org.harl.cli.doctor.examine.Candidate;
import org.harl.cli.doctor.facts.Section;
import org.harl.cli.terminal.Version;

/** Which harl this is, and from where. */
final class HarlFacts {
  private HarlFacts() {}

  static Section section() {
    String version = Version.number();
    String place = Candidate.place(Version.class);
    return new Section(
        "harl",
        List.of(version + " in " + place),
        Map.of("version", version, "place", place),
        List.of());
  }
}
