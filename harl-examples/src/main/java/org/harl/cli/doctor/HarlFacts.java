package org.harl.cli.doctor;

import java.util.List;
import java.util.Map;
import org.harl.cli.Version;

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
