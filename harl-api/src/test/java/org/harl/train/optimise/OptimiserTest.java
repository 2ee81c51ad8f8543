package org.harl.train.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.error.InvalidInputException;
import org.harl.model.Initial;
import org.harl.model.Scope;
import org.harl.trace.Composite;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.train.step.Ema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptimiserTest {
  private static final Initial ZERO = new Initial.Constant(0);
  private static final Map<String, Scope.Declaration> PARAMETERS = new LinkedHashMap<>();

  static {
    PARAMETERS.put("w", new Scope.Declaration(Shape.of(2, 3), ZERO, true));
    PARAMETERS.put("b", new Scope.Declaration(Shape.of(2), ZERO, true));
    PARAMETERS.put("running_mean", new Scope.Declaration(Shape.of(2), ZERO, false));
  }

  @Test
  void everyTrainableParameterHasOneMomentumOfItsShape() {
    Map<String, Scope.Declaration> slots = Lars.standard().slots(PARAMETERS);
    assertThat(slots.keySet()).containsExactly("momentum.w", "momentum.b");
    assertThat(slots.get("momentum.w"))
        .isEqualTo(new Scope.Declaration(Shape.of(2, 3), ZERO, false));
    assertThat(new Sgd(0.9, 0).slots(PARAMETERS)).isEqualTo(slots);
  }

  @Test
  void adamHasTwoMomentsAndTwoCorrections() {
    assertThat(AdamW.standard(0.01).slots(PARAMETERS).keySet())
        .containsExactly(
            "adamw.c1", "adamw.c2", "moment1.w", "moment1.b", "moment2.w", "moment2.b");
  }

  @ParameterizedTest
  @EnumSource(LarsVariant.class)
  void larsIsOneCompositeFollowedByItsAssignments(LarsVariant variant) {
    Program program = step(new Lars(0.5, 0.25, 0.125, variant));
    Composite lars = program.composites().get(0);
    assertThat(lars.name()).isEqualTo("lars");
    assertThat(names(program, lars.inputs()))
        .containsExactly("lr", "w", "g.w", "momentum.w", "b", "g.b", "momentum.b");
    assertThat(lars.attributes())
        .isEqualTo(
            Map.of(
                "eta",
                0.5,
                "momentum",
                0.25,
                "weightDecay",
                0.125,
                "variant",
                (double) variant.ordinal()));
    assertAssignsFollow(program, lars, "w", "momentum.w", "b", "momentum.b");
  }

  @Test
  void sgdIsOneCompositeFollowedByItsAssignments() {
    Program program = step(new Sgd(0.5, 0.25));
    Composite sgd = program.composites().get(0);
    assertThat(sgd.name()).isEqualTo("sgd");
    assertThat(sgd.attributes()).isEqualTo(Map.of("momentum", 0.5, "weightDecay", 0.25));
    assertAssignsFollow(program, sgd, "w", "momentum.w", "b", "momentum.b");
  }

  @Test
  void emaIsOneCompositeFollowedByItsAssignments() {
    Recorder recorder = new Recorder();
    Tensor tau = recorder.input("tau", ElementType.REAL, Shape.of());
    Tensor target = recorder.variable("target", Shape.of(2));
    Ema.record(
        recorder,
        tau,
        List.of(new Ema.Average("target", target, recorder.variable("online", Shape.of(2)))));
    Composite ema = recorder.program().composites().get(0);
    assertThat(ema.name()).isEqualTo("ema");
    assertThat(names(recorder.program(), ema.inputs())).containsExactly("tau", "target", "online");
    assertAssignsFollow(recorder.program(), ema, "target");
  }

  @ParameterizedTest
  @EnumSource(LarsVariant.class)
  void primitivesOutsideACompositeReadOnlyItsOutputs(LarsVariant variant) {
    Recorder recorder = new Recorder();
    record(new Lars(1, 0.9, 1e-4, variant), recorder);
    recorder.output("w", recorder.variable("w", Shape.of(2, 3)).multiply(0.9).add(1));
    Program program = recorder.program();
    Composite lars = program.composites().get(0);
    for (Op op : program.ops().subList(lars.to(), program.ops().size())) {
      assertThat(op.inputs())
          .allMatch(id -> id < lars.from() || id >= lars.to() || lars.outputs().contains(id));
    }
    for (Op op : program.ops().subList(lars.from(), lars.to())) {
      assertThat(op.inputs()).allMatch(id -> id >= lars.from() || lars.inputs().contains(id));
    }
  }

  @Test
  void adamAssignsEveryWeightAndSlotOnce() {
    Program program = step(AdamW.standard(0.01));
    assertThat(assigned(program, 0))
        .containsExactly(
            "adamw.c1", "adamw.c2", "moment1.w", "moment2.w", "w", "moment1.b", "moment2.b", "b");
  }

  @Test
  void nothingToUpdateIsRefused() {
    Recorder recorder = new Recorder();
    Tensor rate = recorder.input("lr", ElementType.REAL, Shape.of());
    for (Optimiser optimiser : List.of(Lars.standard(), new Sgd(0.9, 0), AdamW.standard(0))) {
      assertThatThrownBy(() -> optimiser.record(recorder, rate, List.of()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("nothing to update");
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Sgd(1, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("sgd: momentum must be at least 0 and below 1.0, got 1.0");
    assertThatThrownBy(() -> new Lars(Double.NaN, 0.9, 0, LarsVariant.BYOL_JAX))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("lars: eta must be at least 0 and finite, got NaN");
    assertThatThrownBy(() -> AdamW.standard(-1)).hasMessageContaining("weight decay");
  }

  private static Program step(Optimiser optimiser) {
    Recorder recorder = new Recorder();
    record(optimiser, recorder);
    return recorder.program();
  }

  private static void record(Optimiser optimiser, Recorder recorder) {
    Tensor rate = recorder.input("lr", ElementType.REAL, Shape.of());
    optimiser.record(
        recorder, rate, List.of(update(recorder, "w", 2, 3), update(recorder, "b", 2)));
  }

  private static Optimiser.Update update(Recorder recorder, String name, int... dims) {
    Shape shape = Shape.of(dims);
    return new Optimiser.Update(
        name, recorder.variable(name, shape), recorder.input("g." + name, ElementType.REAL, shape));
  }

  private static void assertAssignsFollow(Program program, Composite composite, String... names) {
    assertThat(assigned(program, composite.to())).containsExactly(names);
    assertThat(assigned(program, 0)).containsExactly(names);
    assertThat(
            program.ops().subList(composite.to(), composite.to() + names.length).stream()
                .map(op -> op.inputs().get(0)))
        .isEqualTo(composite.outputs());
  }

  private static List<String> assigned(Program program, int from) {
    return program.ops().stream()
        .filter(op -> op.id() >= from && op.kind() == Op.Kind.ASSIGN)
        .map(Op::name)
        .toList();
  }

  private static List<String> names(Program program, List<Integer> ids) {
    return ids.stream().map(id -> program.ops().get(id).name()).toList();
  }
}
