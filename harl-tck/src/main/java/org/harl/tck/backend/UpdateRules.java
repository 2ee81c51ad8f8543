package org.harl.tck.backend;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.spi.Precision;
import org.harl.tck.kit.Rule;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.harl.train.optimise.AdamW;
import org.harl.train.optimise.ClippedLars;
import org.harl.train.optimise.Lars;
import org.harl.train.optimise.LarsVariant;
import org.harl.train.optimise.Optimiser;
import org.harl.train.optimise.Sgd;

/** OPT: updates against their formulas in plain loops. */
final class UpdateRules {
  private static final Lars BYOL = new Lars(0.125, 0.75, 0.25, LarsVariant.BYOL_JAX);
  private static final Lars SUM = new Lars(0.125, 0.75, 0.25, LarsVariant.TRUST_OF_SUM);
  private static final ClippedLars CLIPPED = new ClippedLars(0.125, 0.75, 0.25);
  private static final Sgd SGD = new Sgd(0.75, 0.25);
  private static final Sgd NESTEROV = SGD.nesterov();
  private static final AdamW ADAM = AdamW.standard(0.25);
  private static final List<MovedWeight.Rule> ALL =
      List.of(
          MovedWeight.Rule.of(SUM),
          MovedWeight.Rule.of(BYOL),
          MovedWeight.Rule.of(CLIPPED),
          MovedWeight.Rule.of(SGD),
          MovedWeight.Rule.of(NESTEROV),
          MovedWeight.Rule.of(ADAM));
  private static final Map<String, Shape> LARGE =
      Map.of("conv", Shape.of(4, 3, 3, 2), "linear", Shape.of(5, 4), "cube", Shape.of(2, 3, 2));
  private static final Map<String, Shape> SMALL =
      Map.of("bias", Shape.of(7), "one", Shape.of(1), "scalar", Shape.of());

  private UpdateRules() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.of(
            "OPT-4",
            "LARS in BYOL's variant MUST divide by the norm of the sum of gradient and decay.",
            "u = g + d w; g <- eta |w| / |u| u",
            trial -> follows(trial, MovedWeight.Rule.of(BYOL), LARGE)),
        Rule.of(
            "OPT-12",
            "Clipped LARS MUST take no larger step than the learning rate, and a smaller one where the trust ratio is.",
            "g <- min(eta |w| / (|g| + d |w| + 1e-8) / lr, 1) (g + d w)",
            trial -> {
              follows(trial, MovedWeight.Rule.of(CLIPPED), LARGE);
              follows(trial, MovedWeight.Rule.of(CLIPPED.withEta(8)), LARGE);
            }),
        Rule.of(
            "OPT-5",
            "Tensors of rank 0 and 1 MUST have neither decay nor trust ratio.",
            "v <- m v + g; w <- w - lr v; AdamW with d = 0",
            trial -> ALL.forEach(rule -> follows(trial, rule, SMALL))),
        Rule.of(
            "OPT-6",
            "A zero weight, a zero gradient and a zero sum of gradient and decay MUST give a finite step.",
            "sum: g unchanged if |w| = 0 or |g| = 0; BYOL: ratio 1 if |w| = 0 or |u| = 0",
            trial -> ALL.forEach(rule -> follows(trial, rule, zeros(trial, rule.optimiser())))),
        Rule.<Trial>of(
                "OPT-7",
                "The learning rate MUST be read at every step.",
                "w <- w - lr_k v_k, lr = 1/2, 1/4, 0, 1",
                UpdateRules::learningRate)
            .exactly(),
        Rule.of(
            "OPT-8",
            "The variables of an optimiser MUST hold its memory after every step.",
            "momentum.NAME = v; moment1.NAME = m, moment2.NAME = s, adamw.c = 1 - beta^t",
            trial -> ALL.forEach(rule -> remembers(trial, rule))));
  }

  /** Compares one weight after one step. */
  @FunctionalInterface
  private interface Compared {
    void at(Precision precision, String name, MovedWeight expected, StateDict after);
  }

  private static void follows(Trial trial, MovedWeight.Rule rule, Map<String, Shape> shapes) {
    follows(trial, rule, OptCase.drawn(trial, rule.optimiser(), shapes, 4));
  }

  private static void follows(Trial trial, MovedWeight.Rule rule, OptCase drawn) {
    each(
        trial,
        rule,
        drawn,
        (precision, name, expected, after) ->
            trial.near(
                precision, drawn.optimiser() + " " + name, after.get(name), expected.values()));
  }

  private static void each(Trial trial, MovedWeight.Rule rule, OptCase drawn, Compared compared) {
    for (Precision precision : trial.precisions()) {
      List<StateDict> after = drawn.run(trial.open(precision), trial.host());
      for (String name : drawn.weights().keySet()) {
        MovedWeight expected = rule.weight().apply(drawn.weights().get(name));
        for (int step = 0; step < after.size(); step++) {
          move(expected, drawn, step, name);
          compared.at(precision, name, expected, after.get(step));
        }
      }
    }
  }

  private static void move(MovedWeight weight, OptCase drawn, int step, String name) {
    OptCase.Step fed = drawn.steps().get(step);
    weight.move(fed.rate(), fed.gradients().get(name).toDoubles());
  }

  /** The sum is zero where the gradient is -1/4 of the weight, the decay. */
  private static OptCase zeros(Trial trial, Optimiser optimiser) {
    Shape shape = Shape.of(2, 3);
    TensorData zero = TensorData.of(shape, new double[6]);
    TensorData drawn = trial.draw(shape);
    TensorData opposite = TensorData.of(shape, scaled(drawn.toDoubles(), -0.25));
    Map<String, TensorData> weights = new LinkedHashMap<>();
    weights.put("zeroWeight", zero);
    weights.put("zeroGradient", drawn);
    weights.put("bothZero", zero);
    weights.put("zeroSum", drawn);
    Map<String, TensorData> gradients =
        Map.of("zeroWeight", drawn, "zeroGradient", zero, "bothZero", zero, "zeroSum", opposite);
    return new OptCase(optimiser, weights, List.of(new OptCase.Step(0.5, gradients)));
  }

  private static double[] scaled(double[] values, double factor) {
    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  /** Every number here is a short binary fraction, so that no precision rounds. */
  private static void learningRate(Trial trial) {
    double[] rates = {0.5, 0.25, 0, 1};
    Map<String, TensorData> gradients = Map.of("bias", trial.draw(Shape.of(7)));
    List<OptCase.Step> steps =
        Arrays.stream(rates).mapToObj(r -> new OptCase.Step(r, gradients)).toList();
    for (MovedWeight.Rule rule :
        List.of(
            MovedWeight.Rule.of(new Sgd(0.5, 0.25)),
            MovedWeight.Rule.of(new Lars(1, 0.5, 0.25, SUM.variant())))) {
      Map<String, TensorData> weights = Map.of("bias", trial.draw(Shape.of(7)));
      follows(trial, rule, new OptCase(rule.optimiser(), weights, steps));
    }
  }

  private static void remembers(Trial trial, MovedWeight.Rule rule) {
    Map<String, Shape> shapes = Map.of("linear", Shape.of(5, 4), "bias", Shape.of(5));
    each(
        trial,
        rule,
        OptCase.drawn(trial, rule.optimiser(), shapes, 3),
        (precision, name, expected, after) ->
            expected
                .memory(name)
                .forEach((slot, e) -> trial.near(precision, slot, after.get(slot), e)));
  }
}
