package org.harl.objective;

import com.google.auto.service.AutoService;
import java.util.List;
import org.harl.schedule.Schedule;
import org.harl.services.NamedSettings;

/**
 * {@code byol}, {@code mask,foreground=A} and {@code hybrid,object=W,foreground=A}: a {@link
 * RegionObjective} whose weights stay as they are, 0.5 and 0.7 unless told; {@code mask,regions=K}
 * and {@code hybrid,object=W,regions=K}: a {@link SampledRegionObjective}.
 */
@AutoService(ObjectiveFamily.class)
public final class RegionObjectiveFamily implements ObjectiveFamily {
  /** Foreground and background: no number of regions is set. */
  private static final int TWO = Integer.MIN_VALUE;

  /** For the service loader. */
  public RegionObjectiveFamily() {}

  @Override
  public List<String> names() {
    return List.of("byol", "mask", "hybrid");
  }

  @Override
  public Objective objective(NamedSettings settings) {
    return switch (settings.name()) {
      case "byol" -> RegionObjective.byol();
      case "mask" -> mask(settings, settings.integer("regions", TWO));
      default -> hybrid(object(settings), settings, settings.integer("regions", TWO));
    };
  }

  private static Objective mask(NamedSettings settings, int regions) {
    return regions == TWO
        ? RegionObjective.mask(foreground(settings))
        : SampledRegionObjective.mask(regions);
  }

  private static Objective hybrid(Schedule object, NamedSettings settings, int regions) {
    return regions == TWO
        ? RegionObjective.hybrid(object, foreground(settings))
        : SampledRegionObjective.hybrid(object, regions);
  }

  private static Schedule object(NamedSettings settings) {
    return Schedule.constant(settings.number("object", RegionObjective.USUAL_OBJECT_WEIGHT));
  }

  private static Schedule foreground(NamedSettings settings) {
    return Schedule.constant(
        settings.number("foreground", RegionObjective.USUAL_FOREGROUND_WEIGHT));
  }
}
