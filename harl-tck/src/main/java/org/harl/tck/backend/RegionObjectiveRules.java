package org.harl.tck.backend;

import java.util.List;
import java.util.Map;
import org.harl.objective.Region;
import org.harl.objective.RegionObjective;
import org.harl.schedule.Schedule;
import org.harl.spi.Precision;
import org.harl.tck.golden.Golden;
import org.harl.tck.golden.LossDefinition;
import org.harl.tck.kit.Rule;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** LOSS, its objectives: which terms there are and how they are weighed. */
final class RegionObjectiveRules {
  private static final Schedule RISING = Schedule.cosineToOne(0.5);
  private static final Schedule ONE = Schedule.constant(1);
  private static final Shape SHAPE = Shape.of(6, 16);

  private RegionObjectiveRules() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
            "LOSS-1",
            "BYOL's loss and its gradients MUST be those of the authors' code.",
            "d(p1, z2) + d(p2, z1) of the image; golden objective",
            trial -> golden(trial, "image", RegionObjective.byol())),
        Rule.<Trial>of(
            "LOSS-2",
            "The mask loss and its gradients MUST be those of the authors' code.",
            "a foreground + (1 - a) background; golden objective",
            trial -> golden(trial, "mask", RegionObjective.mask(RISING))),
        Rule.<Trial>of(
            "LOSS-3",
            "The hybrid loss and its gradients MUST be those of the authors' code.",
            "w (a foreground + (1 - a) background) + (1 - w) image; golden objective",
            trial -> {
              golden(trial, "hybrid_mask", RegionObjective.hybrid(RISING, RISING));
              golden(trial, "hybrid_foreground", RegionObjective.hybrid(RISING, ONE));
            }),
        Rule.<Trial>of(
            "LOSS-4",
            "Loss and terms MUST equal their definition on any vectors and weights.",
            "term(region) = d(p1, z2) + d(p2, z1), a sum; L by w and a",
            RegionObjectiveRules::definition),
        Rule.<Trial>of(
                "LOSS-5",
                "Weights of 0 and 1 MUST leave one term alone, and no gradient of the others.",
                "w = 0: image; w = 1, a = 1: foreground; w = 1, a = 0: background",
                RegionObjectiveRules::extremes)
            .exactly());
  }

  private static void golden(Trial trial, String loss, RegionObjective objective) {
    for (String file : List.of("objective-0", "objective-1", "objective-2")) {
      Golden golden = Golden.read(file);
      Shape shape = golden.tensor("p.image.1").shape();
      LossCase losses = new LossCase(trial.host(), objective, shape, false);
      for (Precision precision : trial.precisions()) {
        Outcome got = losses.run(trial, precision, losses.golden(golden));
        double[] expected = {golden.expect().get(loss).asDouble()};
        trial.near(precision, file + " " + loss, got.values("loss"), expected);
        for (String name : losses.names("p")) {
          double[] gradient = golden.expected(loss + ".grad." + name);
          trial.near(precision, file + " by " + name, got.values("grad." + name), gradient);
        }
      }
    }
  }

  private static void definition(Trial trial) {
    record Weighed(RegionObjective objective, double w, double a) {}
    List<Weighed> objectives =
        List.of(
            new Weighed(RegionObjective.byol(), 0, 1),
            new Weighed(RegionObjective.mask(RISING), 1, 0.625),
            new Weighed(RegionObjective.mask(ONE), 1, 1),
            new Weighed(RegionObjective.hybrid(RISING, RISING), 0.25, 0.875),
            new Weighed(RegionObjective.hybrid(RISING, ONE), 0.75, 1));
    for (Weighed weighed : objectives) {
      LossCase losses = new LossCase(trial.host(), weighed.objective, SHAPE, false);
      Map<String, TensorData> feeds = losses.drawn(trial, weighed.w, weighed.a);
      LossDefinition defined = new LossDefinition(feeds);
      for (Precision precision : trial.precisions()) {
        Outcome got = losses.run(trial, precision, feeds);
        double total = defined.total(weighed.w, weighed.a);
        String what = "loss of " + weighed.objective;
        trial.near(precision, what, got.values("loss"), new double[] {total});
        for (Region region : weighed.objective.regions()) {
          double[] term = {defined.term(region.label())};
          trial.near(precision, region.label(), got.values("term." + region.label()), term);
        }
      }
    }
  }

  private static void extremes(Trial trial) {
    RegionObjective hybrid = RegionObjective.hybrid(RISING, RISING);
    LossCase losses = new LossCase(trial.host(), hybrid, SHAPE, false);
    for (Precision precision : trial.precisions()) {
      alone(trial, precision, losses, "image", 0, 0.5);
      alone(trial, precision, losses, "foreground", 1, 1);
      alone(trial, precision, losses, "background", 1, 0);
    }
  }

  private static void alone(
      Trial trial, Precision precision, LossCase losses, String region, double w, double a) {
    Outcome got = losses.run(trial, precision, losses.drawn(trial, w, a));
    trial.near(precision, region, got.values("loss"), got.values("term." + region));
    for (String name : losses.names("p")) {
      if (!name.contains(region)) {
        PoolingRules.zeros("gradient by " + name, got.values("grad." + name));
      }
    }
  }
}
