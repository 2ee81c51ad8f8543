package org.harl.cli.doctor;

import java.util.List;
import java.util.Map;
import org.harl.cli.Main;
import org.jspecify.annotations.Nullable;

/** Which harl this is, and from where. */
final class HarlFacts {
  private HarlFacts() {}

  static Section section() {
    @Nullable String packaged = Main.class.getPackage().getImplementationVersion();
    String version = packaged == null ? "(not packaged)" : packaged;
    String place = Candidate.place(Main.class);
    return new Section(
        "harl",
        List.of(version + " in " + place),
        Map.of("version", version, "place", place),
        List.of());
  }
}
