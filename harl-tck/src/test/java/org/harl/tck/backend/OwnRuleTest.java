package org.harl.tck.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.harl.error.InvalidInputException;
import org.harl.method.TargetAverage;
import org.harl.model.Initial;
import org.harl.model.Scope.Declaration;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.tck.toy.ToyBackendProvider;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.harl.train.optimise.GradientRule;
import org.harl.train.optimise.Lars;
import org.harl.train.optimise.Momentum;
import org.harl.train.optimise.Optimiser;
import org.harl.train.optimise.Sgd;
import org.harl.train.optimise.WeightDecay;
import org.harl.train.optimise.Which;
import org.harl.train.step.HarlStep;
import org.junit.jupiter.api.Test;

/** A rule of somebody's own: it is chained with others, remembers, and trains. */
class OwnRuleTest {
  private static final BackendOptions FLOAT64 = new BackendOptions("cpu", Precision.FLOAT64, 1);

  /** The mean of all gradients so far, which counts the steps in a variable that all share. */
  private record Averaged() implements GradientRule {
    @Override
    public Map<String, Declaration> slots(Map<String, Declaration> parameters) {
      Map<String, Declaration> slots = GradientRule.zeros(parameters, "mean.");
      slots.put("steps", new Declaration(Shape.of(), new Initial.Constant(0), false));
      return slots;
    }

    @Override
    public Each begin(Step step) {
      Memory memory = step.memory();
      Tensor steps = memory.read("steps", Shape.of()).add(1);
      memory.write("steps", steps);
      return update -> {
        String slot = "mean." + update.name();
        Tensor g = update.gradient();
        Tensor mean = memory.read(slot, g.shape());
        Tensor moved = mean.add(g.subtract(mean).divide(steps));
        memory.write(slot, moved);
        return update.withGradient(moved);
      };
    }
  }

  private static final GradientRule CLIPPED =
      step -> update -> update.withGradient(update.gradient().clamp(-1, 1));

  private static final Optimiser OWN =
      Optimiser.chain(
          CLIPPED, GradientRule.where(Which.rankAtLeast(2), new WeightDecay(0.5)), new Averaged());

  private static TensorData data(Shape shape, double... values) {
    return TensorData.of(shape, values);
  }

  @Test
  void twoStepsOfAnOwnRuleAreItsFormula() {
    Shape matrix = Shape.of(1, 2);
    Shape bias = Shape.of(2);
    OptCase.Step step =
        new OptCase.Step(0.5, Map.of("w", data(matrix, 3, -0.5), "b", data(bias, 3, -0.5)));
    OptCase two =
        new OptCase(
            OWN, Map.of("w", data(matrix, 4, 8), "b", data(bias, 4, 8)), List.of(step, step));
    try (Backend backend = new ReferenceBackendProvider().open(FLOAT64)) {
      StateDict after = two.run(backend, new Host()).get(1);
      // w: clipped 1, -0.5; decayed 3, 3.5 at first; then the mean with 1.25 + 1, 3.125 - 0.5
      assertThat(after.get("w").toDoubles()).containsExactly(1.1875, 4.71875);
      assertThat(after.get("b").toDoubles()).containsExactly(3, 8.5);
      assertThat(after.get("mean.b").toDoubles()).containsExactly(1, -0.5);
      assertThat(after.get("steps").at(0)).isEqualTo(2);
    }
  }

  @Test
  void aWholeTrainingStepTakesAnOwnRule() {
    HarlStep step = StepCase.of(OWN, TargetAverage.PARAMETERS);
    StateDict start = StepCase.start(step, 3);
    Map<String, TensorData> feeds = StepCase.feeds(step, new SplittableRandom(7));
    try (Backend backend = new ToyBackendProvider().open(FLOAT64);
        Session session = backend.session(start);
        Executable program = session.compile(step.program())) {
      double first = program.run(feeds).get("loss").at(0);
      double second = program.run(feeds).get("loss").at(0);
      assertThat(second).isFinite().isNotEqualTo(first);
      assertThat(session.variables().get("steps").at(0)).isEqualTo(2);
    }
  }

  @Test
  void aRuleMaySeeAllGradientsOfTheParametersThatItIsFor() {
    GradientRule normed =
        step -> {
          Tensor sum =
              step.updates().stream()
                  .map(update -> update.gradient().multiply(update.gradient()).sumAll())
                  .reduce(Tensor::add)
                  .orElseThrow();
          return update -> update.withGradient(update.gradient().divide(sum.sqrt()));
        };
    Shape matrix = Shape.of(1, 1);
    TensorData zero = data(matrix, 0);
    Map<String, TensorData> gradients =
        Map.of("a", data(matrix, 3), "b", data(matrix, 4), "bias", data(Shape.of(1), 8));
    OptCase once =
        new OptCase(
            Optimiser.chain(GradientRule.where(Which.rankAtLeast(2), normed)),
            Map.of("a", zero, "b", zero, "bias", data(Shape.of(1), 0)),
            List.of(new OptCase.Step(1, gradients)));
    try (Backend backend = new ReferenceBackendProvider().open(FLOAT64)) {
      StateDict after = once.run(backend, new Host()).get(0);
      assertThat(after.get("a").at(0)).isEqualTo(-3.0 / 5);
      assertThat(after.get("b").at(0)).isEqualTo(-4.0 / 5);
      assertThat(after.get("bias").at(0)).isEqualTo(-8);
    }
  }

  @Test
  void aChainOfItsPartsIsTheNamedOptimiser() {
    Optimiser parts =
        Optimiser.chain(
            GradientRule.where(Which.rankAtLeast(2), new WeightDecay(0.25)),
            new Momentum(0.75, false));
    assertThat(moved(parts)).isEqualTo(moved(new Sgd(0.75, 0.25)));
    assertThat(moved(Optimiser.chain(Lars.standard()))).isEqualTo(moved(Lars.standard()));
  }

  private static String moved(Optimiser optimiser) {
    Shape matrix = Shape.of(1, 2);
    OptCase.Step step = new OptCase.Step(0.3, Map.of("w", data(matrix, 3, -0.7)));
    OptCase three =
        new OptCase(optimiser, Map.of("w", data(matrix, 4, 8)), List.of(step, step, step));
    try (Backend backend = new ReferenceBackendProvider().open(FLOAT64)) {
      StateDict after = three.run(backend, new Host()).get(2);
      return Arrays.toString(after.get("w").toDoubles())
          + Arrays.toString(after.get("momentum.w").toDoubles());
    }
  }

  @Test
  void twoRulesThatRememberUnderOneNameAreRefused() {
    Map<String, Declaration> w =
        Map.of("w", new Declaration(Shape.of(2), new Initial.Constant(0), true));
    Optimiser twice = Optimiser.chain(new Momentum(0.9, false), new Sgd(0.5, 0));
    assertThatThrownBy(() -> twice.slots(w))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("chain: two rules remember 'momentum.w'; let one of them do");
    assertThatThrownBy(() -> Optimiser.chain())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("chain: there is no rule in it; give at least one");
  }

  @Test
  void aMaskedRuleRemembersNothingOfTheOthers() {
    Declaration bias = new Declaration(Shape.of(2), new Initial.Constant(0), true);
    Declaration matrix = new Declaration(Shape.of(2, 2), new Initial.Constant(0), true);
    GradientRule masked = GradientRule.where(Which.rankAtLeast(2), new Momentum(0.9, false));
    assertThat(masked.slots(Map.of("b", bias, "w", matrix)).keySet()).containsExactly("momentum.w");
  }

  @Test
  void theRateOfPlansThatSetNoneIsAskedOfTheLastOptimiser() {
    assertThat(OWN.defaultRate(512)).isEqualTo(1e-3);
    assertThat(new Sgd(0.9, 0).defaultRate(512)).isEqualTo(0.24);
    assertThat(Optimiser.chain(CLIPPED, Lars.standard()).defaultRate(512)).isEqualTo(0.6);
  }
}
