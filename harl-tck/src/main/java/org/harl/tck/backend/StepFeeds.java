package org.harl.tck.backend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Capability;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.kit.Rule;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.harl.train.step.HarlStep;

/** STEP: what a run makes of what it is fed. */
final class StepFeeds {
  private static final Shape TWO = Shape.of(2);
  private static final Shape IMAGE = Shape.of(2, 2, 4, 4);

  private StepFeeds() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
                "STEP-1",
                "A run MUST read every feed anew.",
                "run k: y = -x_k, t = -s_k, u = m_k; REAL, scalar, UINT8",
                StepFeeds::readAnew)
            .exactly(),
        Rule.<Trial>of(
                "STEP-2",
                "A feed's buffer MUST be free to be refilled once the run is over.",
                "w <- x; then x's buffer <- 9: w and the output are the x that was fed",
                StepFeeds::bufferIsFree)
            .exactly(),
        Rule.<Trial>of(
                "STEP-3",
                "The same feeds from the same state MUST give the same bits.",
                "5 steps of the whole program, in 1 and 2 threads, and a sum of 2^18 numbers",
                StepFeeds::sameBits)
            .exactly()
            .where(Capability.DETERMINISTIC),
        Rule.of(
            "STEP-4",
            "A NaN MUST come through every primitive that reads it, into the" + " loss.",
            "relu, clamp, max, min, abs, max pooling, batch norm, convolution, product, mean",
            StepFeeds::nanComesThrough),
        Rule.of(
            "STEP-5",
            "A step whose weights hold a NaN MUST have a NaN loss.",
            "conv1.weight[0] = NaN: loss = NaN",
            StepFeeds::nanLoss));
  }

  private static void readAnew(Trial trial) {
    Program program =
        Trial.program(
            r -> {
              r.output("y", r.input("x", ElementType.REAL, TWO).negate());
              r.output("t", r.input("s", ElementType.REAL, Shape.of()).negate());
              r.output("u", r.input("m", ElementType.UINT8, TWO).toReal());
            });
    for (Precision precision : trial.precisions()) {
      try (Session session = trial.open(precision).session(new StateDict(Map.of()));
          Executable executable = session.compile(program)) {
        for (byte k = 1; k < 4; k++) {
          Map<String, TensorData> feeds = new LinkedHashMap<>();
          feeds.put("x", TensorData.of(TWO, k, 10.0 * k));
          feeds.put("s", TensorData.scalar(k / 4.0));
          feeds.put("m", TensorData.of(TWO, new byte[] {k, (byte) (k + 1)}));
          Map<String, TensorData> outputs = executable.run(feeds);
          trial.near(precision, "-x in run " + k, outputs.get("y"), -k, -10.0 * k);
          trial.near(precision, "-s in run " + k, outputs.get("t"), -k / 4.0);
          trial.near(precision, "m in run " + k, outputs.get("u"), k, k + 1);
        }
      }
    }
  }

  private static void bufferIsFree(Trial trial) {
    Program program =
        Trial.program(
            r -> {
              r.variable("w", TWO);
              Tensor x = r.input("x", ElementType.REAL, TWO);
              r.assign("w", x);
              r.output("x", x);
            });
    for (Precision precision : trial.precisions()) {
      TensorData feed = stored(precision, 1, 2);
      try (Session session =
              trial.open(precision).session(new StateDict(Map.of("w", stored(precision, 0, 0))));
          Executable executable = session.compile(program)) {
        Map<String, TensorData> outputs = executable.run(Map.of("x", feed));
        feed.bytes().put(stored(precision, 9, 9).bytes());
        trial.near(precision, "the output", outputs.get("x"), 1, 2);
        trial.near(precision, "w", session.variables().get("w"), 1, 2);
      }
    }
  }

  private static TensorData stored(Precision precision, double... values) {
    TensorData wide = TensorData.of(TWO, values);
    return precision == Precision.FLOAT64 ? wide : TensorData.of(TWO, wide.toFloats());
  }

  private static void sameBits(Trial trial) {
    HarlStep step = StepCase.standard();
    StateDict start = StepCase.start(step, 3);
    Map<String, TensorData> feeds = StepCase.feeds(step, trial.random());
    Shape many = Shape.of(1 << 9, 1 << 9);
    Map<String, TensorData> numbers = Map.of("x", trial.draw(many));
    Program sum =
        Trial.program(
            r -> r.output("sum", r.input("x", ElementType.REAL, many).multiply(0.1).sumAll()));
    for (int threads = 1; threads <= 2; threads++) {
      BackendOptions options = new BackendOptions(trial.device(), Precision.FLOAT32, threads);
      try (Backend backend = trial.provider().open(options)) {
        repeat(backend, start, step.program(), feeds, 5);
        repeat(backend, new StateDict(Map.of()), sum, numbers, 20);
      }
    }
  }

  private static void repeat(
      Backend backend, StateDict start, Program program, Map<String, TensorData> feeds, int times) {
    Outcome first = Trial.run(backend, start, program, feeds);
    try (Session session = backend.session(start);
        Executable executable = session.compile(program)) {
      for (int run = 0; run < times; run++) {
        session.load(start);
        Map<String, TensorData> outputs = executable.run(feeds);
        first.outputs().forEach((name, e) -> Comparison.sameBits(name, outputs.get(name), e));
        Map<String, TensorData> variables = session.variables().asMap();
        Comparison.sameBits("variables", variables, first.variables().asMap());
      }
    }
  }

  private static void nanComesThrough(Trial trial) {
    Map<String, BiFunction<Recorder, Tensor, Tensor>> through = new LinkedHashMap<>();
    through.put("relu", (r, x) -> x.relu());
    through.put("clamp", (r, x) -> x.clamp(0, 1));
    through.put("maximum", (r, x) -> x.maximum(1e-12));
    through.put("maximum of a number", (r, x) -> r.constant(0.5).maximum(x));
    through.put("minimum", (r, x) -> x.minimum(r.constant(1)));
    through.put("abs", (r, x) -> x.abs());
    through.put("sqrt", (r, x) -> x.sqrt());
    through.put("max", (r, x) -> x.max(2, 3));
    through.put("mean", (r, x) -> x.mean(0, 1));
    through.put("times zero", (r, x) -> x.multiply(0));
    through.put("maxPool2d", (r, x) -> x.maxPool2d(2, 2, 0));
    through.put(
        "conv2d", (r, x) -> x.conv2d(r.constant(0).broadcastTo(Shape.of(1, 2, 3, 3)), 1, 1, 1));
    through.put("matmul", (r, x) -> x.matmul(x));
    through.put("batchNorm", StepFeeds::normalised);
    // every place of the first pooling window, and the last of all
    for (int place : new int[] {0, 1, 4, 5, IMAGE.size() - 1}) {
      TensorData x = trial.draw(IMAGE);
      x.bytes().putDouble(8 * place, Double.NaN);
      through.forEach((name, primitive) -> nanComesThrough(trial, name, primitive, x));
    }
  }

  private static void nanComesThrough(
      Trial trial, String name, BiFunction<Recorder, Tensor, Tensor> primitive, TensorData x) {
    StateDict state =
        new StateDict(
            Map.of("mean", TensorData.of(TWO, 0.0, 0), "variance", TensorData.of(TWO, 1.0, 1)));
    Program program = Trial.program(r -> lossOf(r, primitive));
    double loss = trial.run(Precision.FLOAT32, state, program, Map.of("x", x)).values("loss")[0];
    Trial.require(Double.isNaN(loss), "a NaN is lost in " + name + ": the loss is " + loss);
  }

  private static void lossOf(Recorder r, BiFunction<Recorder, Tensor, Tensor> primitive) {
    r.output("loss", primitive.apply(r, r.input("x", ElementType.REAL, IMAGE)).sumAll());
  }

  private static Tensor normalised(Recorder r, Tensor x) {
    Tensor one = r.constant(1).broadcastTo(TWO);
    return r.batchNormTrain(x, one, one, "mean", "variance", 1e-5, 0.1);
  }

  private static void nanLoss(Trial trial) {
    HarlStep step = StepCase.standard();
    StateDict start = StepCase.start(step, 4);
    String name = "online.encoder.conv1.weight";
    TensorData poisoned = start.get(name).copy();
    poisoned.bytes().putFloat(0, Float.NaN);
    for (Precision precision : trial.precisions()) {
      double loss =
          trial.run(
                  precision,
                  start.plus(new StateDict(Map.of(name, poisoned))),
                  step.program(),
                  StepCase.feeds(step, trial.random()))
              .values("loss")[0];
      Trial.require(Double.isNaN(loss), "the loss is " + loss + " in " + precision);
    }
  }
}
