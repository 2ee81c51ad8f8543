package org.harl.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.Initial;
import org.harl.model.InitialValues;
import org.harl.model.Scope;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.harl.train.AdamW;
import org.harl.train.Ema;
import org.harl.train.Lars;
import org.harl.train.LarsVariant;
import org.harl.train.Optimiser;
import org.harl.train.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded optimisers against the published LARS of the paper's authors and torch.optim. */
class LarsGoldenTest extends Float64Test {
  @ParameterizedTest
  @ValueSource(strings = {"lars-0", "lars-1", "lars-2"})
  void larsFollowsTheAuthorsForFiveSteps(String name) {
    GoldenCase golden = GoldenCase.read(name);
    Lars lars =
        new Lars(
            golden.param("trust"),
            golden.param("momentum"),
            golden.param("weight_decay"),
            LarsVariant.TRUST_OF_SUM);
    assertFollows(golden, lars, List.of("w0", "w1", "w2", "w3"), "", "g%d.%s");
  }

  @Test
  void sgdFollowsTorch() {
    GoldenCase golden = GoldenCase.read("optimisers-0");
    Sgd sgd = new Sgd(golden.param("momentum"), golden.param("sgd_weight_decay"));
    assertFollows(golden, sgd, List.of("w0", "w1", "w2"), "sgd.", "g%d.w%s");
  }

  @Test
  void adamFollowsTorch() {
    GoldenCase golden = GoldenCase.read("optimisers-0");
    AdamW adam = AdamW.standard(golden.param("adamw_weight_decay"));
    assertFollows(golden, adam, List.of("w0", "w1", "w2"), "adamw.", "g%d.w%s");
  }

  @Test
  void byolVariantDividesByTheNormOfTheSum() {
    // u = g + 0.25 w = (3, 4), ||w|| = 8: the ratio is 1.25 * 8 / 5 = 2
    Lars lars = new Lars(1.25, 0, 0.25, LarsVariant.BYOL_JAX);
    assertThat(stepped(lars, new double[] {8, 0}, new double[] {1, 4})).containsExactly(5, -4);
  }

  @Test
  void byolVariantKeepsTheGradientOfAZeroWeightAndTheWeightOfAZeroSum() {
    Lars lars = new Lars(0.5, 0, 0.25, LarsVariant.BYOL_JAX);
    assertThat(stepped(lars, new double[] {0, 0}, new double[] {1, 4})).containsExactly(-0.5, -2);
    assertThat(stepped(lars, new double[] {8, 4}, new double[] {-2, -1})).containsExactly(8, 4);
  }

  @Test
  void targetMovesTowardsTheOnlineNetwork() {
    Recorder recorder = new Recorder();
    Tensor tau = recorder.input("tau", ElementType.REAL, Shape.of());
    Shape shape = Shape.of(2);
    Ema.record(
        recorder,
        tau,
        List.of(
            new Ema.Average(
                "target", recorder.variable("target", shape), recorder.variable("online", shape))));
    Map<String, TensorData> values = new LinkedHashMap<>();
    values.put("target", TensorData.of(shape, 1.0, -4.0));
    values.put("online", TensorData.of(shape, 3.0, 4.0));
    try (Session session = backend.session(new StateDict(values));
        Executable step = session.compile(recorder.program())) {
      step.run(Map.of("tau", TensorData.of(Shape.of(), 0.75)));
      assertThat(session.variables().get("target").toDoubles()).containsExactly(1.5, -2);
      assertThat(session.variables().get("online").toDoubles()).containsExactly(3, 4);
    }
  }

  private static double[] stepped(Optimiser optimiser, double[] weight, double[] gradient) {
    Shape shape = Shape.of(1, 2);
    Map<String, TensorData> weights = Map.of("w", TensorData.of(shape, weight));
    try (Session session = session(optimiser, weights);
        Executable step = session.compile(recorded(optimiser, weights))) {
      step.run(
          Map.of(
              "lr", TensorData.of(Shape.of(), 0.5), "gradient.w", TensorData.of(shape, gradient)));
      return session.variables().get("w").toDoubles();
    }
  }

  private static void assertFollows(
      GoldenCase golden, Optimiser optimiser, List<String> names, String prefix, String gradient) {
    Map<String, TensorData> weights = new LinkedHashMap<>();
    names.forEach(name -> weights.put(name, golden.tensor(name)));
    try (Session session = session(optimiser, weights);
        Executable run = session.compile(recorded(optimiser, weights))) {
      for (int step = 0; step < golden.param("steps"); step++) {
        Map<String, TensorData> feeds = new LinkedHashMap<>();
        feeds.put("lr", TensorData.of(Shape.of(), golden.param("lr") * (1 - 0.15 * step)));
        for (String name : names) {
          String key = String.format(gradient, step, name.substring(1));
          feeds.put("gradient." + name, golden.tensor(key));
        }
        run.run(feeds);
        for (String name : names) {
          String key = prefix + "step" + step + "." + name;
          double[] actual = session.variables().get(name).toDoubles();
          GoldenCase.assertClose(key, actual, golden.expected(key), 1e-10);
        }
      }
    }
  }

  private static Program recorded(Optimiser optimiser, Map<String, TensorData> weights) {
    Recorder recorder = new Recorder();
    Tensor rate = recorder.input("lr", ElementType.REAL, Shape.of());
    List<Optimiser.Update> updates = new ArrayList<>();
    weights.forEach(
        (name, weight) ->
            updates.add(
                new Optimiser.Update(
                    name,
                    recorder.variable(name, weight.shape()),
                    recorder.input("gradient." + name, ElementType.REAL, weight.shape()))));
    optimiser.record(recorder, rate, updates);
    return recorder.program();
  }

  private static Session session(Optimiser optimiser, Map<String, TensorData> weights) {
    Map<String, Scope.Declaration> declared = new LinkedHashMap<>();
    weights.forEach(
        (name, weight) ->
            declared.put(
                name, new Scope.Declaration(weight.shape(), new Initial.Constant(0), true)));
    StateDict slots = InitialValues.draw(optimiser.slots(declared), 0);
    return backend.session(new StateDict(weights).plus(slots));
  }
}
