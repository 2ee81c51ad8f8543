package org.harl.train.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.error.InvalidInputException;
import org.harl.model.Initial;
import org.harl.model.Scope.Declaration;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.ShapeException;
import org.harl.trace.Tensor;
import org.junit.jupiter.api.Test;

class DescentTest {
  private static final Map<String, Declaration> DECLARED = new LinkedHashMap<>();

  static {
    DECLARED.put("w", declared(true, 2, 3));
    DECLARED.put("running_mean", declared(false, 3));
    DECLARED.put("b", declared(true, 3));
  }

  private final Recorder recorder = new Recorder();

  private static Declaration declared(boolean trainable, int... dims) {
    return new Declaration(Shape.of(dims), new Initial.Constant(0), trainable);
  }

  private Tensor loss() {
    Tensor w = recorder.variable("w", Shape.of(2, 3));
    Tensor b = recorder.variable("b", Shape.of(3));
    return w.add(b).add(recorder.variable("running_mean", Shape.of(3))).sumAll();
  }

  private Tensor rate() {
    return recorder.input("rate", ElementType.REAL, Shape.of());
  }

  @Test
  void everyTrainableParameterHasItsGradientInTheOrderOfTheDeclarations() {
    Descent descent = Descent.of(recorder, DECLARED, loss());
    assertThat(descent.gradients().keySet()).containsExactly("w", "b");
    Program program = recorder.program();
    descent
        .gradients()
        .forEach(
            (name, gradient) -> {
              Op op = program.ops().get(gradient.id());
              assertThat(program.ops().get(op.leaf()).name()).isEqualTo(name);
              assertThat(gradient.shape()).isEqualTo(DECLARED.get(name).shape());
            });
  }

  @Test
  void anUpdateAssignsEveryParameterAndNothingElseOfTheNetworks() {
    Descent.of(recorder, DECLARED, loss()).apply(new Sgd(0.9, 0), rate());
    assertThat(assigned()).containsExactly("w", "momentum.w", "b", "momentum.b");
  }

  @Test
  void gradientsThatWereSummedElsewhereGoByName() {
    Tensor w = recorder.input("sum.w", ElementType.REAL, Shape.of(2, 3));
    Tensor b = recorder.input("sum.b", ElementType.REAL, Shape.of(3));
    Descent descent = Descent.along(recorder, DECLARED, Map.of("b", b, "w", w));
    assertThat(descent.gradients()).containsExactly(Map.entry("w", w), Map.entry("b", b));
    descent.apply(AdamW.standard(0), rate());
    assertThat(assigned()).contains("w", "b").doesNotContain("running_mean");
  }

  @Test
  void aMissingGradientAndOneOfAnotherShapeAreRefused() {
    Tensor w = recorder.input("sum.w", ElementType.REAL, Shape.of(2, 3));
    assertThatThrownBy(() -> Descent.along(recorder, DECLARED, Map.of("w", w)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("descent: 'b' [3] needs a gradient of its shape, got none");
    assertThatThrownBy(() -> Descent.along(recorder, DECLARED, Map.of("w", w, "b", w)))
        .hasMessage("descent: 'b' [3] needs a gradient of its shape, got [2, 3]");
  }

  @Test
  void aLossThatIsNoScalarAndNothingToMoveAreRefused() {
    Tensor w = recorder.variable("w", Shape.of(2, 3));
    assertThatThrownBy(() -> Descent.of(recorder, DECLARED, w)).isInstanceOf(ShapeException.class);
    Descent still = Descent.of(recorder, Map.of(), w.sumAll());
    assertThatThrownBy(() -> still.apply(new Sgd(0.9, 0), rate()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("nothing to update");
  }

  private List<String> assigned() {
    return recorder.program().ops().stream()
        .filter(op -> op.kind() == Op.Kind.ASSIGN)
        .map(Op::name)
        .toList();
  }
}
