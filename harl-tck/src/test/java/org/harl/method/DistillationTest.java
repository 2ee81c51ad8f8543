package org.harl.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.harl.error.InvalidInputException;
import org.harl.model.Linear;
import org.harl.model.Mlp;
import org.harl.model.Scope;
import org.harl.model.StateDict;
import org.harl.objective.Compared;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionObjective;
import org.harl.objective.RegionVectors;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The loss against PyTorch 2.13 in float64: {@code (normalize(a) - normalize(t - t.mean(0)))
 * .pow(2).sum(1).mean()}, the mean over two views, and its gradient.
 */
class DistillationTest {
  private static final double[] A1 = {1, 2, -1, .5, -.25, 3, -2, .75, .125};
  private static final double[] A2 = {-1, .5, .25, 2, 2, -2, .125, -3, 1};
  private static final double[] T1 = {.5, 1, 0, 1, -1, 2, 0, 3, 1};
  private static final double[] T2 = {1, 1, 1, -1, 2, .5, 2, 0, -1};
  private static final double LOSS = 1.5307924380460436;
  private static final double[] BY_A1 = {
    0.02268046058132571,
    0.04536092116265142,
    0.11340230290662862,
    -0.014237695263139533,
    0.0905453429094042,
    0.009918394452973593,
    -0.04474786465550812,
    -0.12018734829663849,
    0.005158255291701224
  };
  private static final double[] BY_A2 = {
    -0.0771848474736293,
    -0.015436969494725866,
    -0.27786545090506554,
    0.06506000486323554,
    -0.06506000486323554,
    0.0,
    -0.06773750346329468,
    0.020757398716295776,
    0.07073938408179918
  };
  private static final Offset<Double> CLOSE = Offset.offset(1e-12);

  /** An objective whose loss is 3. */
  private record Three() implements Objective {
    @Override
    public Set<Region> regions() {
      return Set.of(Region.IMAGE);
    }

    @Override
    public Loss loss(Compared compared) {
      Tensor three = compared.state().recorder().constant(3);
      return new Loss(three, Map.of("three", three));
    }
  }

  @Test
  void aloneItIsTheMeanDistanceOfDirectionsOverViewsAndItsGradientIsPyTorchs() {
    Map<String, TensorData> got = run(new Distillation(null, 1, 0, 3));
    assertThat(got.get("loss").at(0)).isCloseTo(LOSS, CLOSE);
    assertThat(got.get("teacher").at(0)).isCloseTo(LOSS, CLOSE);
    for (int i = 0; i < 9; i++) {
      assertThat(got.get("byA1").at(i)).isCloseTo(BY_A1[i], CLOSE);
      assertThat(got.get("byA2").at(i)).isCloseTo(BY_A2[i], CLOSE);
    }
  }

  @Test
  void besideAnObjectiveEachHasItsShareAndItsTerms() {
    Map<String, TensorData> got = run(new Distillation(new Three(), .25, 0, 3));
    assertThat(got.get("loss").at(0)).isCloseTo(.25 * LOSS + .75 * 3, CLOSE);
    assertThat(got.get("teacher").at(0)).isCloseTo(LOSS, CLOSE);
    assertThat(got.get("three").at(0)).isEqualTo(3);
    assertThat(got.get("byA1").at(0)).isCloseTo(.25 * BY_A1[0], CLOSE);
  }

  @Test
  void theHeadIsLinearUnlessItHasHiddenUnits() {
    assertThat(new Distillation(null, 1, 0, 7).lesson().head()).isEqualTo(new Linear(7));
    assertThat(new Distillation(null, 1, 9, 7).lesson().head()).isEqualTo(new Mlp(9, 7));
  }

  @Test
  void aloneItNeedsNoRegionPredictorOrTargetAndBesideAnotherWhatThatNeeds() {
    Objective alone = new Distillation(null, 1, 0, 3);
    assertThat(alone.regions()).isEmpty();
    assertThat(alone.usesPredictor()).isFalse();
    assertThat(alone.usesTarget(1)).isFalse();
    Objective beside = new Distillation(RegionObjective.byol(), .5, 0, 3);
    assertThat(beside.regions()).containsExactly(Region.IMAGE);
    assertThat(beside.usesPredictor()).isTrue();
    assertThat(beside.usesTarget(2)).isTrue();
  }

  @Test
  void sharesThatLeaveNothingToMinimiseAreRefused() {
    refused(null, .5, "weight is 1 without an objective beside it and below 1 with one, got 0.5");
    refused(new Three(), 1, "weight is 1 without an objective beside it and below 1 with one");
    refused(new Three(), 0, "weight must be above 0 and at most 1, got 0.0");
    refused(new Three(), Double.NaN, "weight must be above 0 and at most 1, got NaN");
  }

  private static void refused(@Nullable Objective own, double weight, String why) {
    assertThatThrownBy(() -> new Distillation(own, weight, 0, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(why);
  }

  private static Map<String, TensorData> run(Objective objective) {
    Recorder recorder = new Recorder();
    List<Tensor> inputs = new ArrayList<>();
    for (String name : List.of("a1", "a2", "t1", "t2")) {
      inputs.add(recorder.input(name, ElementType.REAL, Shape.of(3, 3)));
    }
    RegionVectors taught =
        new RegionVectors(
            Map.of(1, inputs.get(0), 2, inputs.get(1)),
            Map.of(),
            Map.of(1, inputs.get(2), 2, inputs.get(3)),
            Map.of(),
            Map.of());
    Scope state = Scope.root(recorder, "objective.", true);
    Loss loss = objective.loss(new Compared(Map.of(), Map.of(), state, null, null, null, taught));
    recorder.output("loss", loss.total());
    loss.terms().forEach(recorder::output);
    List<Tensor> gradients = recorder.gradients(loss.total(), inputs.subList(0, 2));
    recorder.output("byA1", gradients.get(0));
    recorder.output("byA2", gradients.get(1));
    try (Backend backend =
            new ReferenceBackendProvider().open(new BackendOptions("cpu", Precision.FLOAT64, 1));
        Session session = backend.session(new StateDict(Map.of()));
        Executable program = session.compile(recorder.program())) {
      return program.run(Map.of("a1", data(A1), "a2", data(A2), "t1", data(T1), "t2", data(T2)));
    }
  }

  private static TensorData data(double[] values) {
    return TensorData.of(Shape.of(3, 3), values);
  }
}
