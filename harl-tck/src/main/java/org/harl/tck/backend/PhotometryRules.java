package org.harl.tck.backend;

import java.util.List;
import java.util.Map;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.Normalisation;
import org.harl.augment.Photometry;
import org.harl.model.StateDict;
import org.harl.spi.Precision;
import org.harl.tck.golden.Golden;
import org.harl.tck.golden.HsvDefinition;
import org.harl.tck.kit.Rule;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** AUG, its photometry: recorded operations against Pillow, torchvision and torch. */
final class PhotometryRules {
  private static final Map<String, Colours> OPERATIONS =
      Map.of(
          "brightness.1.4", Colours.NONE.brightness(1.4),
          "contrast.0.6", Colours.NONE.contrast(0.6),
          "saturation.1.2", Colours.NONE.saturation(1.2),
          "hue.-0.1", Colours.NONE.hue(-0.1),
          "hue.0.07", Colours.NONE.hue(0.07),
          "grayscale", Colours.NONE.grayscale(),
          "solarize", Colours.NONE.solarize(),
          "blur.sigma0.7.kernel7", Colours.NONE.blur(0.7),
          "blur.sigma2.0.kernel13", Colours.NONE.blur(2));

  private PhotometryRules() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        golden("AUG-12", "Brightness MUST multiply pixels.", "clip(f x)", "brightness.1.4"),
        golden(
            "AUG-13",
            "Contrast MUST blend pixels with the mean of the grayscale image.",
            "clip(f x + (1 - f) mean(gray(x)))",
            "contrast.0.6"),
        golden(
            "AUG-14",
            "Saturation MUST blend pixels with their grayscale.",
            "clip(f x + (1 - f) gray(x))",
            "saturation.1.2"),
        Rule.<Trial>of(
            "AUG-15",
            "Hue MUST be turned in HSV and wrap around in both directions.",
            "h <- h + t - floor(h + t), saturation and value kept; golden to float32",
            PhotometryRules::hue),
        golden(
            "AUG-16",
            "Grayscale MUST weigh red, green and blue as BT.601 does.",
            ".2989 r + .587 g + .114 b",
            "grayscale"),
        golden(
            "AUG-17",
            "Blur MUST be a normalised Gaussian with a reflected border.",
            "sum of exp(-d^2 / (2 sigma^2)) x(reflect(i + d)), divided by the sum of weights",
            "blur.sigma0.7.kernel7",
            "blur.sigma2.0.kernel13"),
        golden("AUG-18", "Solarize MUST invert 1/2 and more.", "x < .5 ? x : 1 - x", "solarize"),
        Rule.<Trial>of(
            "AUG-19",
            "Bytes 0..255 MUST become pixels 0..1, normalised channel by channel.",
            "(b / 255 - mean) / deviation, mean .485 .456 .406, deviation .229 .224 .225",
            PhotometryRules::normalise));
  }

  private static Rule<Trial> golden(String id, String sentence, String formula, String... keys) {
    return Rule.of(
        id,
        sentence,
        formula,
        trial -> {
          Golden golden = Golden.read("photometry-0");
          double[] base = golden.tensor("base").toDoubles();
          for (Precision precision : trial.precisions()) {
            for (String key : keys) {
              double[] got =
                  Distortion.run(trial, precision, kernel(key), base, OPERATIONS.get(key));
              trial.near(precision, key, got, golden.expected(key));
            }
          }
        });
  }

  private static int kernel(String key) {
    int at = key.indexOf("kernel");
    return at < 0 ? 5 : Integer.parseInt(key.substring(at + "kernel".length()));
  }

  private static void hue(Trial trial) {
    double[] base = Golden.read("photometry-0").tensor("base").toDoubles();
    for (Precision precision : trial.precisions()) {
      for (String key : List.of("hue.-0.1", "hue.0.07")) {
        Distortion.nearGolden(
            trial, key, Distortion.run(trial, precision, 5, base, OPERATIONS.get(key)));
      }
      for (double turn : new double[] {-0.5, -0.03125, 0.25, 0.5}) {
        double[] got = Distortion.run(trial, precision, 5, base, Colours.NONE.hue(turn));
        trial.near(precision, "hue turned by " + turn, got, HsvDefinition.turned(base, turn));
      }
    }
  }

  private static void normalise(Trial trial) {
    AugmentationRecipe recipe = Distortion.nothing(AugmentationRecipe.first(16));
    Shape shape = Shape.of(1, 3, 16, 16);
    byte[] bytes = new byte[shape.size()];
    double[] expected = new double[bytes.length];
    double[] mean = {.485, .456, .406};
    double[] deviation = {.229, .224, .225};
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (7 * i);
      expected[i] = ((7 * i % 256) / 255.0 - mean[i / 256]) / deviation[i / 256];
    }
    Photometry photometry = new Photometry(recipe, 3, Normalisation.IMAGENET);
    Program program =
        Trial.program(
            r ->
                r.output(
                    "pixels",
                    trial.host().prepare(photometry, r.input("view", ElementType.UINT8, shape))));
    Map<String, TensorData> feeds = Map.of("view", TensorData.of(shape, bytes));
    for (Precision precision : trial.precisions()) {
      Outcome got = trial.run(precision, new StateDict(Map.of()), program, feeds);
      trial.near(precision, "pixels", got.values("pixels"), expected);
    }
  }
}
