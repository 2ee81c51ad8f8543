package org.harl.tck.backend;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.kit.Rule;
import org.harl.trace.DataType;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** SPI: which programs a session compiles, and what a run returns. */
final class SpiPrograms {
  private static final Shape TWO = Shape.of(2);
  private static final Shape PAIR = Shape.of(3, 2);

  private SpiPrograms() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.of(
            "SPI-13",
            "A program that reads a variable that the session lacks MUST be refused by name when"
                + " it is compiled.",
            "compile(reads weight9) where variables = {other}",
            SpiPrograms::lackingVariable),
        Rule.of(
            "SPI-14",
            "A program that reads a variable as another shape MUST be refused when it is compiled,"
                + " by a message with its name and both shapes.",
            "[3, 2] read as [2, 3] or [6]",
            SpiPrograms::misshapenVariable),
        Rule.of(
            "SPI-15",
            "A batch norm whose running statistics the session lacks, or has in another shape, MUST"
                + " be refused by name when it is compiled.",
            "BATCH_NORM_TRAIN names mean9 [2], variance9 [2]",
            SpiPrograms::runningStatistics),
        Rule.of(
            "SPI-16",
            "A run MUST return the declared outputs under their names, in their shapes.",
            "outputs = {a [3, 2], b [2, 3], c [1, 1], d [], e [3, 2]}",
            SpiPrograms::namesAndShapes),
        Rule.of(
            "SPI-17",
            "An output MUST have the session's type, whatever is computed.",
            "F32, or F64 in FLOAT64; of REAL, UINT8 and BOOL values",
            SpiPrograms::sessionType),
        Rule.<Trial>of(
                "SPI-18",
                "An output MUST be the caller's own: no later run changes it, and changing it"
                    + " changes nothing.",
                "y1 = w after a run with w <- w + 1; w after y1 <- 0",
                SpiPrograms::ownOutputs)
            .exactly());
  }

  private static void lackingVariable(Trial trial) {
    refused(trial, one("other", TWO), r -> r.output("y", r.variable("weight9", TWO)), "weight9");
  }

  private static void misshapenVariable(Trial trial) {
    for (Shape read : List.of(Shape.of(2, 3), Shape.of(6))) {
      refused(
          trial,
          one("weight9", PAIR),
          r -> r.output("y", r.variable("weight9", read)),
          "weight9",
          "[3, 2]",
          read.toString());
    }
  }

  private static void runningStatistics(Trial trial) {
    StateDict mean = one("mean9", TWO);
    StateDict variance = one("variance9", TWO);
    refused(trial, mean, SpiPrograms::batchNorm, "variance9");
    refused(trial, variance, SpiPrograms::batchNorm, "mean9");
    refused(trial, mean.plus(one("variance9", Shape.of(1))), SpiPrograms::batchNorm, "variance9");
    refused(trial, variance.plus(one("mean9", Shape.of(3))), SpiPrograms::batchNorm, "mean9");
  }

  private static void batchNorm(Recorder r) {
    Tensor x = r.input("x", ElementType.REAL, PAIR);
    Tensor one = r.constant(TensorData.of(TWO, 1.0, 1));
    r.output("y", r.batchNormTrain(x, one, one, "mean9", "variance9", 1e-5, 0.1));
  }

  private static StateDict one(String name, Shape shape) {
    return new StateDict(Map.of(name, TensorData.allocate(DataType.F32, shape)));
  }

  private static void refused(
      Trial trial, StateDict state, Consumer<Recorder> body, String... words) {
    try (Session session = trial.open(Precision.FLOAT32).session(state)) {
      Trial.refused(
          "a program that needs " + words[0] + " beside " + state.asMap(),
          () -> session.compile(Trial.program(body)),
          words);
    }
  }

  private static void namesAndShapes(Trial trial) {
    Program program =
        Trial.program(
            r -> {
              Tensor x = r.input("x", ElementType.REAL, PAIR);
              r.output("a", x);
              r.output("b", x.transpose(1, 0));
              r.output("c", x.sum(0, 1));
              r.output("d", x.sumAll());
              r.output("e", r.constant(0.5).broadcastTo(PAIR));
            });
    trial.likeReference(new StateDict(Map.of()), program, Map.of("x", trial.draw(PAIR)));
  }

  private static void sessionType(Trial trial) {
    Program program =
        Trial.program(
            r -> {
              Tensor bytes = r.input("u", ElementType.UINT8, TWO);
              Tensor w = r.variable("w", TWO);
              r.output("bytes", bytes);
              r.output("cast", bytes.toReal());
              r.output("less", w.less(1));
              r.output("w", w);
              r.output("constant", r.constant(TensorData.of(TWO, 1f, 2f)));
            });
    Map<String, TensorData> feeds = Map.of("u", TensorData.of(TWO, new byte[] {0, (byte) 200}));
    StateDict state = new StateDict(Map.of("w", TensorData.of(TWO, 0.5f, 2)));
    for (Precision precision : trial.precisions()) {
      DataType type = precision == Precision.FLOAT64 ? DataType.F64 : DataType.F32;
      Outcome got = trial.run(precision, state, program, feeds);
      got.outputs()
          .forEach(
              (name, value) ->
                  Trial.require(value.type() == type, name + " is " + value + " in " + precision));
      Outcome expected = Trial.run(trial.reference(precision), state, program, feeds);
      trial.likeReference(precision, got, expected);
    }
  }

  private static void ownOutputs(Trial trial) {
    Program program =
        Trial.program(
            r -> {
              Tensor w = r.variable("w", TWO);
              Tensor x = r.input("x", ElementType.REAL, TWO);
              r.output("before", w);
              r.output("double", x.multiply(2));
              r.assign("w", w.add(x));
              r.output("after", r.variable("w", TWO));
            });
    try (Session session = trial.open(Precision.FLOAT32).session(state());
        Executable executable = session.compile(program)) {
      Map<String, TensorData> first = executable.run(Map.of("x", TensorData.of(TWO, 1f, 1)));
      Map<String, TensorData> second = executable.run(Map.of("x", TensorData.of(TWO, 8f, 8)));
      Trial.same("the first run's 'before'", first.get("before"), TensorData.of(TWO, 4f, 5));
      Trial.same("the first run's 'double'", first.get("double"), TensorData.of(TWO, 2f, 2));
      Trial.same("the first run's 'after'", first.get("after"), TensorData.of(TWO, 5f, 6));
      second.values().forEach(value -> value.bytes().putFloat(0, 99));
      Trial.same("w", session.variables().get("w"), TensorData.of(TWO, 13f, 14));
    }
  }

  private static StateDict state() {
    return new StateDict(Map.of("w", TensorData.of(TWO, 4f, 5)));
  }
}
