package org.harl.tck.backend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.harl.augment.ViewPreparation;
import org.harl.model.InitialValues;
import org.harl.model.Scope;
import org.harl.model.StateDict;
import org.harl.objective.EmptyRegion;
import org.harl.objective.RegionObjective;
import org.harl.schedule.Schedule;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.golden.ClosedForm;
import org.harl.tck.golden.Golden;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Tolerance;
import org.harl.trace.ElementType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.harl.train.optimise.Lars;
import org.harl.train.optimise.LarsVariant;
import org.harl.train.step.HarlStep;
import org.harl.train.step.StepView;

/** TRAJ: training runs. */
final class TrajRules {
  private static final int BATCH = StepCase.BATCH;
  private static final int SIZE = StepCase.SIZE;
  private static final int FLOAT32_STEPS = 4;
  private static final Tolerance FLOAT64 = new Tolerance(1e-6, 0);

  private static final ViewPreparation AS_FED =
      (name, view) -> view.recorder().input(name + ".real", ElementType.REAL, view.shape());

  /**
   * Two views that are fed as {@code view1.real} and {@code view2.real}; their bytes are unread.
   */
  static final List<StepView> VIEWS =
      List.of(new StepView(AS_FED, SIZE), new StepView(AS_FED, SIZE));

  private TrajRules() {}

  static List<Rule<Trial>> rules() {
    Rule<Trial> golden =
        Rule.<Trial>of(
                "TRAJ-1",
                "A run of twelve steps MUST follow PyTorch's.",
                "losses by region, ||f and g||, ||f' and g'|| after every step",
                TrajRules::golden)
            .within(
                new Tolerance(1e-3, 0),
                "Batch statistics of four samples amplify rounding from step to step; float32 is held to the first four.");
    return Stream.of(List.of(golden), PhotographRun.rules(), MethodRun.rules(), PirlRun.rules())
        .flatMap(List::stream)
        .toList();
  }

  private static void golden(Trial trial) {
    Golden golden = Golden.read("trajectory-0");
    JsonNode trajectory = golden.expect().get("trajectory");
    HarlStep step = step(golden);
    for (Precision precision : trial.precisions()) {
      boolean wide = precision == Precision.FLOAT64;
      try (Session session = trial.open(precision).session(start(golden, step));
          Executable executable = session.compile(step.program())) {
        for (int k = 0; k < (wide ? trajectory.size() : FLOAT32_STEPS); k++) {
          JsonNode expected = trajectory.get(k);
          Map<String, TensorData> outputs = executable.run(feeds(golden, k, expected));
          Tolerance tolerance = wide ? FLOAT64 : trial.tolerance(precision);
          String at = " of step " + k + " in " + precision;
          for (String name : List.of("loss", "image", "foreground", "background")) {
            near(name + at, outputs.get(name).at(0), expected.get(name), tolerance);
          }
          StateDict variables = session.variables();
          for (String network : List.of("online", "target")) {
            JsonNode norm = expected.get(network + "_norm");
            near(network + " norm" + at, norm(network, variables), norm, tolerance);
          }
        }
      }
    }
  }

  private static HarlStep step(Golden golden) {
    Schedule rising = Schedule.cosineToOne(0.5);
    Lars optimiser =
        new Lars(
            golden.param("trust"),
            golden.param("momentum"),
            golden.param("weight_decay"),
            LarsVariant.TRUST_OF_SUM);
    return new HarlStep(
        StepCase.METHOD
            .withObjective(RegionObjective.hybrid(rising, rising).withEmptyRegion(EmptyRegion.ZERO))
            .withOptimiser(optimiser),
        VIEWS,
        BATCH);
  }

  /** Both views of step k, waves of their own. */
  static Map<String, TensorData> views(Golden golden, int k, int batch) {
    Map<String, TensorData> feeds = new LinkedHashMap<>();
    Shape view = Shape.of(batch, 3, SIZE, SIZE);
    for (int a = 0; a < 2; a++) {
      String name = "view" + (a + 1);
      double pace = 0.013 + 0.001 * k + 0.0007 * a + golden.param("seed") * 1e-5;
      feeds.put(name, TensorData.of(view, new byte[view.size()]));
      feeds.put(name + ".real", ClosedForm.wave(view, pace));
    }
    return feeds;
  }

  private static Map<String, TensorData> feeds(Golden golden, int k, JsonNode expected) {
    Map<String, TensorData> feeds = views(golden, k, BATCH);
    for (int a = 0; a < 2; a++) {
      feeds.put("mask" + (a + 1), mask(0.05 + 0.003 * k + 0.01 * a));
    }
    feeds.put("learningRate", scalar(expected.get("lr").asDouble()));
    feeds.put("tau", scalar(expected.get("tau").asDouble()));
    feeds.put("objectWeight", scalar(1 - expected.get("lambda").asDouble()));
    feeds.put("foregroundWeight", scalar(expected.get("alpha").asDouble()));
    return feeds;
  }

  /** The golden masks are 8 x 8, the size of the feature map; each cell becomes 2 x 2 pixels. */
  private static TensorData mask(double pace) {
    byte[] pixels = new byte[BATCH * SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      int sample = i / (SIZE * SIZE);
      int row = i / SIZE % SIZE / 2;
      int column = i % SIZE / 2;
      pixels[i] = (byte) (Math.sin((sample * 64 + row * 8 + column) * pace) > 0.2 ? 1 : 0);
    }
    return TensorData.of(Shape.of(BATCH, 1, SIZE, SIZE), pixels);
  }

  private static TensorData scalar(double value) {
    return TensorData.of(Shape.of(), value);
  }

  /** The closed form for the online network, a copy for the target, zero momentum. */
  static StateDict start(Golden golden, HarlStep step) {
    Map<String, TensorData> values = new LinkedHashMap<>();
    int j = 0;
    for (JsonNode listed : golden.params().get("state_dict_order")) {
      String name = listed.asText().replaceFirst("^predictor", "online.predictor");
      Scope.Declaration declared = step.variables().online().get(name);
      if (declared != null) {
        TensorData filled = ClosedForm.filled(name, declared.shape(), j++);
        values.put(name, filled);
        values.put(name.replaceFirst("^online", "target"), filled);
      }
    }
    Map<String, Scope.Declaration> all = step.variables().declarations();
    return InitialValues.draw(all, 0).plus(new StateDict(values).filter(all::containsKey));
  }

  /** The norm of the parameters of encoder and projector together. */
  static double norm(String network, StateDict variables) {
    double sum = 0;
    for (String name : variables.names()) {
      boolean counted =
          name.startsWith(network + ".encoder.") || name.startsWith(network + ".projector.");
      if (counted && !name.contains("running_")) {
        for (double value : variables.get(name).toDoubles()) {
          sum += value * value;
        }
      }
    }
    return Math.sqrt(sum);
  }

  static void near(String what, double got, JsonNode expected, Tolerance tolerance) {
    double[] wanted = {expected.asDouble()};
    Comparison.near(what, Shape.of(), new double[] {got}, wanted, tolerance);
  }
}
