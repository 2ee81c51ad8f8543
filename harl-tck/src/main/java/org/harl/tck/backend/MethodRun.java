package org.harl.tck.backend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.image.LabelMap;
import org.harl.method.DetCon;
import org.harl.method.Moco;
import org.harl.method.SimClr;
import org.harl.method.SimSiam;
import org.harl.model.StateDict;
import org.harl.objective.Objective;
import org.harl.objective.Target;
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

/** TRAJ: ten steps of the methods of others, eight images a step. */
final class MethodRun {
  private static final int BATCH = 8;
  private static final int QUEUE = 32;
  private static final int REGIONS = 4;
  private static final int SIZE = 12;
  private static final int FLOAT32_STEPS = 3;
  private static final Tolerance FLOAT64 = new Tolerance(1e-8, 0);
  private static final String STATE = "objective.queue";

  private MethodRun() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        rule("TRAJ-3", "SimCLR", "method-steps-simclr", new SimClr(0.5)),
        rule("TRAJ-4", "MoCo v2", "method-steps-mocov2", new Moco(0.2, QUEUE, false)),
        rule(
            "TRAJ-5",
            "symmetric MoCo v2",
            "method-steps-mocov2-symmetric",
            new Moco(0.2, QUEUE, true)),
        rule("TRAJ-6", "SimSiam", "method-steps-simsiam", new SimSiam()),
        rule(
            "TRAJ-7",
            "DetCon-B",
            "method-steps-detcon-b",
            new DetCon(DetCon.Networks.MOMENTUM, 0.1, REGIONS)));
  }

  private static Rule<Trial> rule(String id, String method, String file, Objective objective) {
    String target = objective.target() == Target.MOMENTUM ? ", ||f' and g'||" : "";
    String queue = objective instanceof Moco ? ", sums over the queue" : "";
    return Rule.<Trial>of(
            id,
            "Ten steps of " + method + " MUST follow PyTorch's.",
            "loss, ||gradient||, ||f and g||" + target + queue + " after every step",
            trial -> golden(trial, Golden.read(file), objective))
        .within(
            new Tolerance(1e-3, 0),
            "Batch statistics of eight samples amplify rounding from step to step; float32 is held to the first three.");
  }

  private static void golden(Trial trial, Golden golden, Objective objective) {
    JsonNode trajectory = golden.expect().get("trajectory");
    HarlStep step =
        new HarlStep(
            StepCase.METHOD.withObjective(objective).withOptimiser(new Sgd(0.9, 1e-3)),
            TrajRules.VIEWS,
            BATCH);
    Program program = step.program();
    for (Precision precision : trial.precisions()) {
      boolean wide = precision == Precision.FLOAT64;
      Tolerance tolerance = wide ? FLOAT64 : trial.tolerance(precision);
      try (Session session = trial.open(precision).session(start(golden, step));
          Executable executable = session.compile(program)) {
        for (int k = 0; k < (wide ? trajectory.size() : FLOAT32_STEPS); k++) {
          Map<String, TensorData> outputs = executable.run(feeds(golden, program, k));
          Map<String, Double> got = measured(new Outcome(outputs, session.variables()));
          String at = " of step " + k + " in " + precision;
          JsonNode expected = trajectory.get(k);
          for (String name : names(expected)) {
            TrajRules.near(name + at, got.get(name), expected.get(name), tolerance);
          }
        }
      }
    }
  }

  private static List<String> names(JsonNode expected) {
    List<String> names = new ArrayList<>();
    expected.fieldNames().forEachRemaining(names::add);
    names.remove("step");
    return names;
  }

  /**
   * Parameters as TRAJ-1. The file's queue has twelve digits, and ten steps make 2e-8 of the rest.
   */
  private static StateDict start(Golden golden, HarlStep step) {
    StateDict start = TrajRules.start(golden, step);
    return golden.tensors().has("queue.0")
        ? start.plus(new StateDict(Map.of(STATE, queue(golden))))
        : start;
  }

  static TensorData queue(Golden golden) {
    return ClosedForm.keys(QUEUE, SIZE, golden.param("seed"));
  }

  private static Map<String, TensorData> feeds(Golden golden, Program program, int k) {
    Map<String, TensorData> feeds = TrajRules.views(golden, k, BATCH);
    feeds.put("learningRate", TensorData.of(Shape.of(), 0.02));
    feeds.put("tau", TensorData.of(Shape.of(), 0.9));
    for (int a = 0; a < 2; a++) {
      feeds.put("mask" + (a + 1), labels(0.05 + 0.003 * k + 0.01 * a));
      feeds.put("ids" + (a + 1), sampled(k + a));
    }
    feeds.keySet().retainAll(program.inputs().keySet());
    return feeds;
  }

  /** The file's maps are 8 x 8, the size of the feature map; each cell becomes 2 x 2 pixels. */
  private static TensorData labels(double pace) {
    int side = StepCase.SIZE;
    byte[] pixels = new byte[BATCH * side * side];
    for (int i = 0; i < pixels.length; i++) {
      int cell = i / (side * side) * 64 + i / side % side / 2 * 8 + i % side / 2;
      double wave = Math.sin(cell * pace);
      pixels[i] = (byte) (wave > 0.9 ? LabelMap.NONE : Math.floor(2.5 + 2.5 * wave));
    }
    return TensorData.of(Shape.of(BATCH, 1, side, side), pixels);
  }

  private static TensorData sampled(int shift) {
    double[] ids = new double[BATCH * REGIONS];
    Arrays.setAll(ids, i -> (i / REGIONS + 3 * (i % REGIONS % 3) + shift) % 5);
    return TensorData.of(Shape.of(BATCH, REGIONS), ids);
  }

  /** What the file has of this after every step. */
  private static Map<String, Double> measured(Outcome got) {
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put("loss", got.values("loss")[0]);
    measured.put("gradient_norm", got.values("gradientNorm")[0]);
    measured.put("online_norm", TrajRules.norm("online", got.variables()));
    measured.put("target_norm", TrajRules.norm("target", got.variables()));
    if (got.variables().names().contains(STATE)) {
      TensorData queue = got.variables().get(STATE);
      measured.put("queue_sum", sum(queue, false));
      measured.put("queue_weighted_sum", sum(queue, true));
    }
    return measured;
  }

  /** Of all elements, each once, or as often as its place in its key, from 0. */
  private static double sum(TensorData queue, boolean weighted) {
    int size = queue.shape().dim(1);
    double sum = 0;
    for (int i = 0; i < queue.shape().size(); i++) {
      sum += queue.at(i) * (weighted ? i % size : 1);
    }
    return sum;
  }
}
