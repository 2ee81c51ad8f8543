package org.harl.tck.backend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.spi.Capability;
import org.harl.spi.Precision;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Tolerance;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** CAP: what is declared works, what is not is refused. */
final class CapRules {
  private static final Shape IMAGE = Shape.of(2, 3, 6, 6);
  private static final Shape KERNEL = Shape.of(4, 3, 3, 3);
  private static final Shape LINEAR = Shape.of(5, 4);
  private static final Shape CHANNELS = Shape.of(4);

  private CapRules() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.of(
            "CAP-1",
            "FLOAT64 MUST open where it is declared, and be refused by name where it is not.",
            "open(FLOAT64) succeeds if and only if FLOAT64 in capabilities()",
            trial -> opensWhereDeclared(trial, Precision.FLOAT64, Capability.FLOAT64)),
        Rule.of(
            "CAP-2",
            "BFLOAT16 MUST open where it is declared, and be refused by name where it is not.",
            "open(BFLOAT16) succeeds if and only if BFLOAT16 in capabilities()",
            trial -> opensWhereDeclared(trial, Precision.BFLOAT16, Capability.BFLOAT16)),
        Rule.<Trial>of(
                "CAP-3",
                "A FLOAT64 session MUST compute in binary64 throughout.",
                "feeds, constants, variables, statistics, results and gradients",
                CapRules::binary64)
            .within(
                new Tolerance(1e-12, 1e-12),
                "binary64 rounds at 1e-16; one float32 on the way shows at 1e-8")
            .where(Capability.FLOAT64),
        CapBfloat16.near(),
        CapBfloat16.narrow(),
        CapBfloat16.variables(),
        CapBfloat16.float32(),
        Rule.of(
            "CAP-8",
            "TF32 MUST open where it is declared, and be refused by name where it is not.",
            "open(TF32) succeeds if and only if TF32 in capabilities()",
            trial -> opensWhereDeclared(trial, Precision.TF32, Capability.TF32)),
        Rule.<Trial>of(
                "CAP-9",
                "Convolutions and products of a TF32 session MUST be near float32's, and all else as"
                    + " in FLOAT32.",
                "|TF32 - float32| <= 2^-9 max|float32|; results and gradients; variables exactly",
                CapRules::tf32)
            .within(new Tolerance(0, 1.0 / 512), "TF32 rounds factors by 2^-11 each")
            .where(Capability.TF32));
  }

  private static void opensWhereDeclared(Trial trial, Precision precision, Capability capability) {
    if (trial.declares(capability)) {
      trial.open(precision).session(new StateDict(Map.of())).close();
    } else {
      Trial.refused("a session in " + precision, () -> trial.open(precision), capability.name());
    }
  }

  private static void tf32(Trial trial) {
    Map<String, TensorData> state = Map.of("w", trial.draw(KERNEL), "m", trial.draw(LINEAR));
    Map<String, TensorData> feeds = Map.of("x", trial.draw(IMAGE));
    Program program =
        Trial.program(
            r -> {
              Tensor w = r.variable("w", KERNEL);
              Tensor m = r.variable("m", LINEAR);
              Tensor maps = r.input("x", ElementType.REAL, IMAGE).conv2d(w, 1, 1, 1);
              Tensor y = maps.mean(2, 3).reshape(2, 4).matmul(m.transpose(1, 0));
              r.output("y", y);
              r.output("byW", r.gradients(y.multiply(y).sumAll(), List.of(w)).get(0));
              r.assign("m", m.add(0x1p-20));
            });
    Outcome got = trial.run(Precision.TF32, new StateDict(state), program, feeds);
    Outcome expected =
        Trial.run(trial.reference(Precision.FLOAT32), new StateDict(state), program, feeds);
    trial.likeReference(Precision.TF32, got, expected);
    for (String name : state.keySet()) {
      Trial.same(name, got.variables().get(name), expected.variables().get(name));
    }
  }

  private static void binary64(Trial trial) {
    Map<String, TensorData> state = new LinkedHashMap<>();
    state.put("w", fine(trial, KERNEL));
    state.put("m", fine(trial, LINEAR));
    state.put("mean", fine(trial, CHANNELS));
    state.put("variance", fine(trial, CHANNELS));
    TensorData constant = fine(trial, CHANNELS);
    Map<String, TensorData> feeds =
        Map.of("x", fine(trial, IMAGE), "rate", TensorData.of(Shape.of(), 1 / 3.0));
    Program program = Trial.program(r -> step(r, constant));
    Outcome got = trial.run(Precision.FLOAT64, new StateDict(state), program, feeds);
    Outcome expected =
        Trial.run(trial.reference(Precision.FLOAT64), new StateDict(state), program, feeds);
    trial.likeReference(Precision.FLOAT64, got, expected);
  }

  /** Numbers that float32 does not hold. */
  private static TensorData fine(Trial trial, Shape shape) {
    return TensorData.of(shape, trial.random().doubles(shape.size(), -2, 2).toArray());
  }

  private static void step(Recorder r, TensorData constant) {
    Tensor x = r.input("x", ElementType.REAL, IMAGE);
    Tensor w = r.variable("w", KERNEL);
    Tensor m = r.variable("m", LINEAR);
    Tensor shift = r.constant(constant);
    Tensor scale = shift.abs().add(0.1).log().exp().rsqrt();
    Tensor maps =
        r.batchNormTrain(x.conv2d(w, 1, 1, 1), scale, shift, "mean", "variance", 1e-5, 0.1);
    Tensor y = maps.relu().mean(2, 3).reshape(2, 4).matmul(m.transpose(1, 0));
    Tensor loss = y.multiply(y).sumAll().divide(r.constant(7)).sqrt();
    List<Tensor> gradients = r.gradients(loss, List.of(w, m, x));
    Tensor rate = r.input("rate", ElementType.REAL, Shape.of());
    r.output("y", y);
    r.output("loss", loss);
    r.output("byX", gradients.get(2));
    r.assign("w", w.subtract(gradients.get(0).multiply(rate)));
    r.assign("m", m.subtract(gradients.get(1).multiply(rate)));
  }
}
