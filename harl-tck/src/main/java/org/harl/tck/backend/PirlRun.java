package org.harl.tck.backend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.harl.method.Pirl;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.golden.ClosedForm;
import org.harl.tck.golden.Golden;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Tolerance;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.harl.train.optimise.Sgd;
import org.harl.train.step.HarlStep;
import org.harl.train.step.StepView;

/** TRAJ: five steps of PIRL, eight images a step and a jigsaw of each. */
final class PirlRun {
  private static final int BATCH = 8;
  private static final int IMAGES = 40;
  private static final int DRAWN = 20;
  private static final int SIZE = 12;
  private static final int MOSAIC = 18;
  private static final int FLOAT32_STEPS = 2;
  private static final Tolerance FLOAT64 = new Tolerance(1e-8, 0);
  private static final List<String> OUTPUTS = List.of("loss", "jigsaw", "image");

  private PirlRun() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
                "TRAJ-8",
                "Five steps of PIRL, whose second view is of 3 x 3 tiles, MUST follow PyTorch's.",
                "loss and its terms, ||gradient||, ||f||, the joining layer's, sums over the memory"
                    + " after every step",
                PirlRun::golden)
            .within(
                new Tolerance(1e-3, 0),
                "Batch statistics of eight samples amplify rounding from step to step; float32 is held to the first two."));
  }

  private static HarlStep step(Golden golden) {
    Pirl objective = new Pirl(golden.param("temperature"), golden.param("weight"), DRAWN, IMAGES);
    StepView whole = TrajRules.VIEWS.get(0);
    return new HarlStep(
        StepCase.METHOD
            .withObjective(objective)
            .withOptimiser(new Sgd(golden.param("momentum"), golden.param("weight_decay"))),
        List.of(whole, new StepView(whole.preparation(), MOSAIC, 3)),
        BATCH);
  }

  private static void golden(Trial trial) {
    Golden golden = Golden.read("method-steps-pirl");
    JsonNode trajectory = golden.expect().get("trajectory");
    HarlStep step = step(golden);
    StateDict memory =
        new StateDict(Map.of(PirlCase.MEMORY, ClosedForm.keys(IMAGES, SIZE, golden.param("seed"))));
    StateDict start = TrajRules.start(golden, step).plus(memory);
    Program program = step.program();
    for (Precision precision : trial.precisions()) {
      boolean wide = precision == Precision.FLOAT64;
      Tolerance tolerance = wide ? FLOAT64 : trial.tolerance(precision);
      try (Session session = trial.open(precision).session(start);
          Executable executable = session.compile(program)) {
        for (int k = 0; k < (wide ? trajectory.size() : FLOAT32_STEPS); k++) {
          Map<String, TensorData> outputs = executable.run(feeds(golden, k));
          JsonNode expected = trajectory.get(k);
          String at = " of step " + k + " in " + precision;
          measured(new Outcome(outputs, session.variables()))
              .forEach(
                  (name, got) -> TrajRules.near(name + at, got, expected.get(name), tolerance));
        }
      }
    }
  }

  private static Map<String, TensorData> feeds(Golden golden, int k) {
    Map<String, TensorData> feeds = TrajRules.views(golden, k, BATCH);
    Shape mosaic = Shape.of(BATCH, 3, MOSAIC, MOSAIC);
    double pace = 0.013 + 0.001 * k + 0.0007 + golden.param("seed") * 1e-5;
    feeds.put("view2", TensorData.of(mosaic, new byte[mosaic.size()]));
    feeds.put("view2.real", ClosedForm.wave(mosaic, pace));
    feeds.put("sample", numbers(BATCH, 7, 4 * k));
    feeds.put("drawn", numbers(DRAWN, 13, 9 * k));
    feeds.put("learningRate", TensorData.of(Shape.of(), golden.param("rate")));
    return feeds;
  }

  private static TensorData numbers(int count, int step, int from) {
    return PirlCase.numbers(
        IntStream.range(0, count).map(i -> (step * i + from) % IMAGES).toArray());
  }

  /** What the file has of this after every step. */
  private static Map<String, Double> measured(Outcome got) {
    Map<String, Double> measured = new LinkedHashMap<>();
    OUTPUTS.forEach(name -> measured.put(name, got.values(name)[0]));
    measured.put("gradient_norm", got.values("gradientNorm")[0]);
    measured.put("online_norm", TrajRules.norm("online", got.variables()));
    measured.put("joining_norm", joiningNorm(got.variables()));
    double[] memory = got.variables().get(PirlCase.MEMORY).toDoubles();
    measured.put("memory_sum", sum(memory, 0));
    measured.put("memory_weighted_sum", sum(memory, 1));
    return measured;
  }

  private static double joiningNorm(StateDict variables) {
    double squares =
        Stream.of("weight", "bias")
            .flatMapToDouble(
                name -> Arrays.stream(variables.get("online.jigsaw." + name).toDoubles()))
            .map(x -> x * x)
            .sum();
    return Math.sqrt(squares);
  }

  /** Of all elements, each times its place in its row to a power of 0 or 1. */
  private static double sum(double[] memory, int power) {
    double sum = 0;
    for (int i = 0; i < memory.length; i++) {
      sum += memory[i] * Math.pow(i % SIZE, power);
    }
    return sum;
  }
}
