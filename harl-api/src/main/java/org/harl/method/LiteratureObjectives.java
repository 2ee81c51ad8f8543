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
    return List.of("simclr", "moco", "simsiam", "pirl", "supervised");
  }

  @Override
  public Objective objective(NamedSettings settings) {
    return switch (settings.name()) {
      case "simclr" -> new SimClr(settings.number("temperature", 0.1));
      case "simsiam" -> new SimSiam();
      case "pirl" ->
          new Pirl(
              settings.number("temperature", 0.07),
              settings.number("weight", 0.5),
              settings.integer("negatives", 32000));
      case "supervised" -> new Supervised(settings.number("smoothing", 0));
      default ->
          new Moco(
              settings.number("temperature", 0.2),
              settings.integer("queue", 65536),
              settings.flag("symmetric"));
    };
  }
}
