package org.harl.method;

import com.google.auto.service.AutoService;
import java.util.List;
import org.harl.objective.Objective;
import org.harl.objective.ObjectiveFamily;
import org.harl.services.NamedSettings;

/** What the methods of this package minimise, by name. */
@AutoService(ObjectiveFamily.class)
public final class LiteratureObjectives implements ObjectiveFamily {
  /** For the service loader. */
  public LiteratureObjectives() {}

  @Override
  public List<String> names() {
    return List.of("simclr", "moco", "simsiam", "pirl", "detcon-b", "detcon-s", "supervised");
  }

  @Override
  public Objective objective(NamedSettings settings) {
    return switch (settings.name()) {
      case "simclr" -> new SimClr(0.1).with(settings);
      case "simsiam" -> new SimSiam();
      case "pirl" -> new Pirl(0.07, 0.5, 32000).with(settings);
      case "supervised" -> new Supervised(0).with(settings);
      case "detcon-b" -> new DetCon(DetCon.Networks.MOMENTUM, 0.1, 16).with(settings);
      case "detcon-s" -> new DetCon(DetCon.Networks.ONE, 0.1, 16).with(settings);
      default -> new Moco(0.2, 65536, false).with(settings);
    };
  }
}
