package org.harl.tck.backend;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.harl.method.Pirl;
import org.harl.spi.Precision;
import org.harl.tck.kit.Rule;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** LOSS, of PIRL: a memory of every image. */
final class PirlRules {
  private static final int SIZE = 4;
  private static final int IMAGES = 6;

  /** The batch has image 4 twice; its own images are drawn too, one of them twice. */
  private static final int[] SAMPLES = {4, 1, 4};

  private static final int[] DRAWN = {1, 4, 0, 4, 5};

  private PirlRules() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
            "LOSS-21",
            "PIRL's loss and its gradients MUST be those of image and jigsaw against the memory.",
            "w NCE(g) + (1 - w) NCE(f); NCE(v) = -log(exp(v m / T) / (exp(v m / T) + sum exp(v m' / T)))",
            trial -> golden(trial, false)),
        Rule.<Trial>of(
            "LOSS-22",
            "PIRL's memory MUST move by half in the rows of the batch alone, and be normalised.",
            "m <- (m + f) / |m + f|, after the loss; all other rows as they were",
            trial -> golden(trial, true)),
        Rule.<Trial>of(
            "LOSS-23",
            "An image that is drawn MUST be left out of its own sum, and one that is in the batch"
                + " twice MUST move its row by the mean.",
            "samples 4, 1, 4; drawn 1, 4, 0, 4, 5; the definition in plain loops",
            PirlRules::ownImages));
  }

  static List<String> files() {
    return List.of("method-pirl-0", "method-pirl-1");
  }

  private static void golden(Trial trial, boolean memory) {
    for (String file : files()) {
      PirlCase each = PirlCase.golden(file);
      Map<String, double[]> expected = each.expected(file);
      for (Precision precision : trial.precisions()) {
        Map<String, double[]> got = each.run(trial.open(precision), trial.host());
        expected.forEach(
            (name, wanted) -> {
              if (name.equals(PirlCase.MEMORY) == memory) {
                trial.near(precision, name + " of " + file, got.get(name), wanted);
              }
            });
      }
    }
  }

  private static void ownImages(Trial trial) {
    PirlCase own =
        new PirlCase(
            new Pirl(0.5, 0.25, DRAWN.length, IMAGES),
            Map.of(
                PirlCase.IMAGE, trial.draw(Shape.of(SAMPLES.length, SIZE)),
                PirlCase.JIGSAW, trial.draw(Shape.of(SAMPLES.length, SIZE))),
            trial.draw(Shape.of(IMAGES, SIZE)),
            SAMPLES,
            DRAWN);
    double[] loss = {
      0.25 * nce(own, PirlCase.JIGSAW) + 0.75 * nce(own, PirlCase.IMAGE),
    };
    for (Precision precision : trial.precisions()) {
      Map<String, double[]> got = own.run(trial.open(precision), trial.host());
      trial.near(precision, PirlCase.LOSS, got.get(PirlCase.LOSS), loss);
      trial.near(precision, PirlCase.MEMORY, got.get(PirlCase.MEMORY), moved(own));
    }
  }

  private static double nce(PirlCase own, String view) {
    double sum = 0;
    for (int n = 0; n < SAMPLES.length; n++) {
      double[] v = unit(row(own.vectors().get(view), n));
      double right = Math.exp(product(v, row(own.memory(), SAMPLES[n])) / 0.5);
      double all = right;
      for (int image : DRAWN) {
        double score = Math.exp(product(v, row(own.memory(), image)) / 0.5);
        all += image == SAMPLES[n] ? 0 : score;
      }
      sum -= Math.log(right / all);
    }
    return sum / SAMPLES.length;
  }

  /** Image 4 by both of its vectors, image 1 by its own. */
  private static double[] moved(PirlCase own) {
    double[] memory = own.memory().toDoubles();
    TensorData f = own.vectors().get(PirlCase.IMAGE);
    double[] first = unit(row(f, 0));
    double[] last = unit(row(f, 2));
    double[] mean = new double[SIZE];
    Arrays.setAll(mean, i -> (first[i] + last[i]) / 2);
    move(memory, 4, mean);
    move(memory, 1, unit(row(f, 1)));
    return memory;
  }

  private static void move(double[] memory, int image, double[] by) {
    double[] half = new double[SIZE];
    Arrays.setAll(half, i -> (memory[image * SIZE + i] + by[i]) / 2);
    System.arraycopy(unit(half), 0, memory, image * SIZE, SIZE);
  }

  private static double[] row(TensorData rows, int n) {
    return Arrays.copyOfRange(rows.toDoubles(), n * SIZE, (n + 1) * SIZE);
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] unit(double[] v) {
    double length = Math.sqrt(product(v, v));
    return Arrays.stream(v).map(x -> x / length).toArray();
  }
}
