package org.harl.tck.backend;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.golden.Golden;
import org.harl.tck.kit.Rule;
import org.harl.trace.TensorData;

/** AUG, photometry of a batch: one operation after the other, every sample by its own plan. */
final class CompositionRules {
  private CompositionRules() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
            "AUG-20",
            "Operations MUST compose to torchvision's chain.",
            "flip, brightness, contrast, saturation, hue, solarize, blur; golden chain",
            CompositionRules::chain),
        Rule.<Trial>of(
            "AUG-21",
            "Every sample of a batch MUST follow its own plan.",
            "prepare([x, x], [p, q]) = [prepare(x, p), prepare(x, q)]",
            CompositionRules::everySampleItsOwn),
        Rule.<Trial>of(
            "AUG-22",
            "Adjustments MUST follow one another in the plan's order.",
            "contrast, hue, saturation, brightness; then grayscale, blur, solarize",
            CompositionRules::planOrder),
        Rule.<Trial>of(
                "AUG-23",
                "A plan MUST be fed, not recorded: a program serves every batch's plans.",
                "run k depends on the feeds of run k alone",
                CompositionRules::fed)
            .exactly());
  }

  private static void everySampleItsOwn(Trial trial) {
    double[] base = Golden.read("photometry-0").tensor("base").toDoubles();
    Colours first = Colours.MIXED.brightness(1.3).saturation(1.1).hue(-0.05).blur(1.1);
    Colours second = Colours.NONE.brightness(0.8).contrast(1.3).hue(0.08).grayscale().solarize();
    double[] twice = Arrays.copyOf(base, 2 * base.length);
    System.arraycopy(base, 0, twice, base.length, base.length);
    for (Precision precision : trial.precisions()) {
      double[] batch = Distortion.run(trial, precision, 5, twice, first, second);
      double[] alone = Distortion.run(trial, precision, 5, base, first);
      trial.near(precision, "sample 0", Arrays.copyOf(batch, base.length), alone);
      alone = Distortion.run(trial, precision, 5, base, second);
      double[] tail = Arrays.copyOfRange(batch, base.length, batch.length);
      trial.near(precision, "sample 1", tail, alone);
    }
  }

  private static void planOrder(Trial trial) {
    double[] base = Golden.read("photometry-0").tensor("base").toDoubles();
    Colours all =
        Colours.MIXED
            .brightness(1.3)
            .contrast(0.7)
            .saturation(1.1)
            .hue(-0.05)
            .grayscale()
            .blur(1.1)
            .solarize();
    List<Colours> oneByOne =
        List.of(
            Colours.NONE.contrast(0.7),
            Colours.NONE.hue(-0.05),
            Colours.NONE.saturation(1.1),
            Colours.NONE.brightness(1.3),
            Colours.NONE.grayscale(),
            Colours.NONE.blur(1.1),
            Colours.NONE.solarize());
    for (Precision precision : trial.precisions()) {
      double[] step = base;
      for (Colours colours : oneByOne) {
        step = Distortion.run(trial, precision, 5, step, colours);
      }
      trial.near(precision, "all at once", Distortion.run(trial, precision, 5, base, all), step);
    }
  }

  private static void fed(Trial trial) {
    double[] base = Golden.read("photometry-0").tensor("base").toDoubles();
    Distortion distortion = new Distortion(trial.host(), Distortion.ALL, 5, 1);
    Map<String, TensorData> first = distortion.feeds(base, Colours.NONE.brightness(0.8).blur(1.1));
    Map<String, TensorData> second = distortion.feeds(base, Colours.MIXED.hue(0.08).solarize());
    for (Precision precision : trial.precisions()) {
      Outcome fresh = trial.run(precision, new StateDict(Map.of()), distortion.program(), second);
      try (Session session = trial.open(precision).session(new StateDict(Map.of()));
          Executable executable = session.compile(distortion.program())) {
        executable.run(first);
        TensorData got = executable.run(second).get("distorted");
        Trial.same("the second batch", got, fresh.outputs().get("distorted"));
      }
    }
  }

  private static void chain(Trial trial) {
    Golden golden = Golden.read("photometry-0");
    double[] image = Distortion.flipped(golden.tensor("base").toDoubles());
    Colours colours =
        Colours.NONE.brightness(1.3).contrast(0.7).saturation(1.1).hue(-0.05).solarize();
    for (Precision precision : trial.precisions()) {
      double[] coloured = Distortion.run(trial, precision, 9, image, colours);
      double[] got = Distortion.run(trial, precision, 9, coloured, Colours.NONE.blur(1.1));
      Distortion.nearGolden(trial, "chain", got);
    }
  }
}
