package org.harl.objective;

import com.google.auto.service.AutoService;
import java.util.List;
import org.harl.schedule.Schedule;
import org.harl.services.NamedSettings;

/**
 * {@code byol}, {@code mask,foreground=A} and {@code hybrid,object=W,foreground=A}: a {@link
 * RegionObjective} whose weights stay as they are, 0.5 and 0.7 unless told.
 */
@AutoService(ObjectiveFamily.class)
public final class RegionObjectiveFamily implements ObjectiveFamily {
  /** For the service loader. */
  public RegionObjectiveFamily() {}

  @Override
  public List<String> names() {
    return List.of("byol", "mask", "hybrid");
  }

  @Override
  public RegionObjective objective(NamedSettings settings) {
    return switch (settings.name()) {
      case "byol" -> RegionObjective.byol();
      case "mask" -> RegionObjective.mask(foreground(settings));
      default ->
          RegionObjective.hybrid(
              Schedule.constant(settings.number("object", RegionObjective.USUAL_OBJECT_WEIGHT)),
              foreground(settings));
    };
  }

  private static Schedule foreground(NamedSettings settings) {
    return Schedule.constant(
        settings.number("foreground", RegionObjective.USUAL_FOREGROUND_WEIGHT));
  }
}
