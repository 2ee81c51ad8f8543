package org.harl.tck.backend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.objective.CosineDistance;
import org.harl.spi.Capability;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Tolerance;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.harl.train.step.HarlStep;

/** CAP: what a BFLOAT16 session computes in bfloat16, and what it does not. */
final class CapBfloat16 {
  private static final Shape IMAGE = Shape.of(2, 64, 5, 5);
  private static final Shape KERNEL = Shape.of(4, 64, 3, 3);
  private static final Shape LINEAR = Shape.of(16, 64);
  private static final Shape VECTORS = Shape.of(8, 64);
  private static final Shape LONG = Shape.of(2, 1024);

  private CapBfloat16() {}

  static Rule<Trial> near() {
    return Rule.<Trial>of(
            "CAP-4",
            "A BFLOAT16 convolution or product with a parameter MUST be near the float32 one, at"
                + " every magnitude that float32 has room for.",
            "|bfloat16 - float32| <= 2^-7 max|float32|; results and gradients",
            CapBfloat16::likeFloat32)
        .within(new Tolerance(0, 1.0 / 128), "bfloat16 rounds factors and results by 2^-9 each")
        .where(Capability.BFLOAT16);
  }

  static Rule<Trial> narrow() {
    return Rule.<Trial>of(
            "CAP-5",
            "A BFLOAT16 convolution or product with a parameter MUST give numbers of bfloat16.",
            "the low 16 of a result's 32 bits are 0",
            CapBfloat16::resultsAreNarrow)
        .exactly()
        .where(Capability.BFLOAT16);
  }

  static Rule<Trial> variables() {
    return Rule.<Trial>of(
            "CAP-6",
            "Variables MUST be float32 in a BFLOAT16 session.",
            "w = 1/3 as given; 1 + 3 * 2^-20 after w <- w + 2^-20, three times",
            CapBfloat16::variablesAreFloat32)
        .exactly()
        .where(Capability.BFLOAT16);
  }

  static Rule<Trial> float32() {
    return Rule.<Trial>of(
            "CAP-7",
            "Losses, running statistics, optimiser and target average MUST be computed in float32"
                + " in a BFLOAT16 session.",
            "LARS and EMA of given gradients, a cosine distance and a batch norm of given vectors",
            CapBfloat16::restIsFloat32)
        .where(Capability.BFLOAT16);
  }

  private static void likeFloat32(Trial trial) {
    for (double magnitude : new double[] {1, 0x1p20, 0x1p-40}) {
      like(trial, state(trial), Trial.program(CapBfloat16::products), feeds(trial, magnitude));
    }
    // 1024 positive terms: a sum kept in bfloat16 stalls half way
    Map<String, TensorData> x = Map.of("x", positive(trial, LONG, 1));
    TensorData w = positive(trial, Shape.of(1024, 1), 1);
    Program product =
        Trial.program(
            r -> {
              Tensor factor = r.variable("w", w.shape());
              r.output("y", r.input("x", ElementType.REAL, LONG).matmul(factor));
            });
    like(trial, new StateDict(Map.of("w", w)), product, x);
  }

  private static TensorData positive(Trial trial, Shape shape, double magnitude) {
    double[] values =
        trial.random().ints(shape.size(), 32, 96).mapToDouble(i -> i / 64.0 * magnitude).toArray();
    return TensorData.of(shape, values);
  }

  private static void like(
      Trial trial, StateDict state, Program program, Map<String, TensorData> feeds) {
    Outcome expected = Trial.run(trial.reference(Precision.FLOAT32), state, program, feeds);
    Outcome got = trial.run(Precision.BFLOAT16, state, program, feeds);
    trial.likeReference(Precision.BFLOAT16, got, expected);
  }

  /** A convolution and a product with a parameter, apart. */
  private static void products(Recorder r) {
    Tensor w = r.variable("w", KERNEL);
    Tensor maps = r.input("x", ElementType.REAL, IMAGE).conv2d(w, 1, 1, 1);
    r.output("maps", maps);
    r.output("byW", r.gradients(maps.sumAll(), List.of(w)).get(0));
    Tensor m = r.variable("m", LINEAR);
    Tensor v = r.input("v", ElementType.REAL, VECTORS);
    Tensor y = v.matmul(m.transpose(1, 0));
    r.output("y", y);
    r.output("byM", r.gradients(y.sumAll(), List.of(m)).get(0));
    r.output("byV", r.gradients(y.sumAll(), List.of(v)).get(0));
  }

  private static StateDict state(Trial trial) {
    Map<String, TensorData> state = new LinkedHashMap<>();
    state.put("w", trial.draw(KERNEL));
    state.put("m", trial.draw(LINEAR));
    return new StateDict(state);
  }

  private static Map<String, TensorData> feeds(Trial trial, double magnitude) {
    return Map.of("x", positive(trial, IMAGE, magnitude), "v", positive(trial, VECTORS, magnitude));
  }

  private static void resultsAreNarrow(Trial trial) {
    Outcome got =
        trial.run(
            Precision.BFLOAT16,
            state(trial),
            Trial.program(CapBfloat16::products),
            feeds(trial, 1));
    for (String name : List.of("maps", "y")) {
      for (float value : got.outputs().get(name).toFloats()) {
        int low = Float.floatToRawIntBits(value) & 0xffff;
        Trial.require(low == 0, name + " holds " + value + ", which is no bfloat16");
      }
    }
  }

  private static void variablesAreFloat32(Trial trial) {
    Shape one = Shape.of(1, 1, 1, 1);
    StateDict given = new StateDict(Map.of("w", TensorData.of(one, 1 / 3f)));
    Program program =
        Trial.program(
            r -> {
              Tensor w = r.variable("w", one);
              r.output("y", r.input("x", ElementType.REAL, one).conv2d(w, 1, 0, 1));
              r.assign("w", w.add(0x1p-20));
            });
    try (Session session = trial.open(Precision.BFLOAT16).session(given);
        Executable executable = session.compile(program)) {
      Comparison.sameBits("variables", session.variables().asMap(), given.asMap());
      session.load(new StateDict(Map.of("w", TensorData.of(one, 1f))));
      for (int run = 0; run < 3; run++) {
        executable.run(Map.of("x", TensorData.of(one, 1f)));
      }
      TensorData moved = TensorData.of(one, (float) (1 + 3 * 0x1p-20));
      Trial.same("w", session.variables().get("w"), moved);
    }
  }

  private static void restIsFloat32(Trial trial) {
    HarlStep step = StepCase.standard();
    StateDict start = StepCase.start(step, 1);
    Map<String, TensorData> gradients = new LinkedHashMap<>();
    step.variables()
        .accumulators()
        .forEach((name, declared) -> gradients.put(name, trial.draw(declared.shape())));
    Program application = step.application(step.variables());
    like(
        trial,
        start.plus(new StateDict(gradients)),
        application,
        StepCase.feeds(application.inputs(), trial.random()));
    Shape vectors = Shape.of(8, 4);
    Map<String, TensorData> feeds = Map.of("p", trial.draw(vectors), "z", trial.draw(vectors));
    Shape channels = Shape.of(4);
    StateDict statistics =
        new StateDict(Map.of("mean", trial.draw(channels), "variance", trial.draw(channels)));
    like(trial, statistics, Trial.program(r -> losses(r, vectors)), feeds);
  }

  private static void losses(Recorder r, Shape vectors) {
    Tensor p = r.input("p", ElementType.REAL, vectors);
    Tensor z = r.input("z", ElementType.REAL, vectors);
    Tensor one = r.constant(1).broadcastTo(Shape.of(4));
    r.output("norm", r.batchNormTrain(z, one, one, "mean", "variance", 1e-5, 0.1));
    Tensor loss = CosineDistance.mean(p, z, null);
    r.output("loss", loss);
    r.output("byP", r.gradients(loss, List.of(p)).get(0));
    r.output("product", p.matmul(z.transpose(1, 0)));
  }
}
