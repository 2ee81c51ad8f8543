package org.harl.tck.backend;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.AugmentationRecipe.Blur;
import org.harl.augment.AugmentationRecipe.ColorJitter;
import org.harl.augment.AugmentationRecipe.Range;
import org.harl.augment.Normalisation;
import org.harl.augment.Photometry;
import org.harl.model.StateDict;
import org.harl.spi.Precision;
import org.harl.tck.golden.Golden;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** The photometry of a recipe over images [0, 1] of 32 x 32, not normalised, as a program. */
final class Distortion {
  static final int SIZE = 32;

  /** Everything may happen; what does is in the plan. */
  static final AugmentationRecipe ALL =
      AugmentationRecipe.first(SIZE).withSolarize(0.5).withBlur(new Blur(0.5, new Range(0.1, 2)));

  private static final Normalisation NONE =
      new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

  private final Host host;
  private final Photometry photometry;
  private final Shape shape;
  private final Program program;

  Distortion(Host host, AugmentationRecipe recipe, int kernel, int samples) {
    this.host = host;
    photometry = new Photometry(recipe, kernel, NONE);
    shape = Shape.of(samples, 3, SIZE, SIZE);
    program =
        Trial.program(
            r -> {
              Tensor view = r.input("view", ElementType.REAL, shape);
              r.output("distorted", host.prepare(photometry, view));
            });
  }

  /** Images in, {@code distorted} out. */
  Program program() {
    return program;
  }

  /** Images [0, 1], which the photometry takes as 0..255, and what happens to each. */
  Map<String, TensorData> feeds(double[] images, Colours... samples) {
    List<Colours> colours = List.of(samples);
    Map<String, TensorData> feeds =
        new LinkedHashMap<>(host.feeds(photometry, colours.stream().map(Colours::plan).toList()));
    double[] bytes = Arrays.stream(images).map(x -> 255 * x).toArray();
    feeds.put("view", TensorData.of(shape, bytes));
    return feeds;
  }

  /** Left and right exchanged. */
  static double[] flipped(double[] image) {
    double[] flipped = new double[image.length];
    for (int i = 0; i < image.length; i++) {
      flipped[i] = image[i - i % SIZE + SIZE - 1 - i % SIZE];
    }
    return flipped;
  }

  /** Runs the photometry over images given as [0, 1], which it takes as REAL values 0..255. */
  static double[] run(
      Trial trial, Precision precision, int kernel, double[] images, Colours... samples) {
    Distortion distortion = new Distortion(trial.host(), ALL, kernel, samples.length);
    return trial
        .run(
            precision,
            new StateDict(Map.of()),
            distortion.program(),
            distortion.feeds(images, samples))
        .values("distorted");
  }

  /** Torchvision turns hues in float32 whatever it is given. */
  static void nearGolden(Trial trial, String key, double[] got) {
    double[] expected = Golden.read("photometry-0").expected(key);
    Shape shape = Shape.of(3, SIZE, SIZE);
    Comparison.near(key, shape, got, expected, trial.tolerance(Precision.FLOAT32));
  }

  /** A recipe that never does anything to colours. */
  static AugmentationRecipe nothing(AugmentationRecipe recipe) {
    return recipe
        .withJitter(new ColorJitter(0, 1, 1, 1, 0.5))
        .withGrayscale(0)
        .withoutBlur()
        .withSolarize(0);
  }
}
