package org.harl.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.harl.trace.Op.Kind;
import org.junit.jupiter.api.Test;

/** What was given while recording is read back from the primitive by its name. */
class OpSettingsTest {
  private final Recorder recorder = new Recorder();

  private Tensor real(String name, int... dims) {
    return recorder.input(name, ElementType.REAL, Shape.of(dims));
  }

  private Op last() {
    List<Op> ops = recorder.program().ops();
    return ops.get(ops.size() - 1);
  }

  @Test
  void aConvolutionTellsItsImageItsWeightAndItsSteps() {
    Tensor image = real("image", 1, 6, 9, 9);
    Tensor weight = real("weight", 8, 3, 3, 3);
    image.conv2d(weight, 4, 1, 2);
    assertThat(last().input()).isEqualTo(image.id());
    assertThat(last().weight()).isEqualTo(weight.id());
    assertThat(last().stride()).isEqualTo(4);
    assertThat(last().padding()).isEqualTo(1);
    assertThat(last().groups()).isEqualTo(2);
  }

  @Test
  void rowsAreToldWithTheirNumbers() {
    Tensor x = real("x", 5, 3);
    Tensor numbers = real("numbers", 2);
    Tensor rows = x.gatherRows(numbers);
    assertThat(rows.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(last().input()).isEqualTo(x.id());
    assertThat(last().numbers()).isEqualTo(numbers.id());
    assertThat(x.scatterRows(rows, numbers).shape()).isEqualTo(x.shape());
    assertThat(last().input()).isEqualTo(x.id());
    assertThat(last().rows()).isEqualTo(rows.id());
    assertThat(last().numbers()).isEqualTo(numbers.id());
  }

  @Test
  void rowsOfNoMatrixOrOfOtherNumbersAreRefused() {
    Tensor x = real("x", 5, 3);
    Tensor numbers = real("numbers", 2);
    assertThatThrownBy(() -> numbers.gatherRows(numbers))
        .isInstanceOf(ShapeException.class)
        .hasMessage("gatherRows: expected rows [R, D] and numbers [N], got [2] and [2]");
    assertThatThrownBy(() -> x.gatherRows(x))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("got [5, 3] and [5, 3]");
    assertThatThrownBy(() -> x.scatterRows(x, numbers))
        .isInstanceOf(ShapeException.class)
        .hasMessage("scatterRows: [2, 3] against [5, 3]");
  }

  @Test
  void aPoolingTellsItsWindow() {
    real("image", 1, 6, 9, 9).maxPool2d(5, 3, 2);
    assertThat(last().kernel()).isEqualTo(5);
    assertThat(last().stride()).isEqualTo(3);
    assertThat(last().padding()).isEqualTo(2);
  }

  @Test
  void axesAreTheInputsFromZeroAndAscending() {
    real("x", 4, 3, 2).sum(-1, 0);
    assertThat(last().axes()).containsExactly(0, 2);
    real("y", 4, 3, 2).transpose(2, 0, 1);
    assertThat(last().permutation()).containsExactly(2, 0, 1);
  }

  @Test
  void slicesAndJoinsTellTheirAxis() {
    Tensor x = real("x", 4, 3);
    x.slice(-1, 1, 3);
    assertThat(List.of(last().axis(), last().from(), last().to())).containsExactly(1, 1, 3);
    recorder.concat(-2, List.of(x, x));
    assertThat(last().axis()).isZero();
  }

  @Test
  void batchNormTellsItsOperandsAndWhatItMoves() {
    Tensor x = real("x", 4, 3);
    Tensor weight = real("weight", 3);
    Tensor bias = real("bias", 3);
    recorder.batchNormTrain(x, weight, bias, "mean", "variance", 1e-5, 0.1);
    assertThat(List.of(last().input(), last().weight(), last().bias()))
        .containsExactly(x.id(), weight.id(), bias.id());
    assertThat(last().runningMean()).isEqualTo("mean");
    assertThat(last().runningVariance()).isEqualTo("variance");
    assertThat(last().epsilon()).isEqualTo(1e-5);
    assertThat(last().momentum()).isEqualTo(0.1);
    recorder.batchNormEval(x, weight, bias, bias, weight, 1e-3);
    assertThat(List.of(last().mean(), last().variance())).containsExactly(bias.id(), weight.id());
    assertThat(last().epsilon()).isEqualTo(1e-3);
  }

  @Test
  void productsAndGradientsTellWhichIsWhich() {
    Tensor a = real("a", 2, 3);
    Tensor b = real("b", 3, 2);
    a.matmul(b);
    assertThat(List.of(last().left(), last().right())).containsExactly(a.id(), b.id());
    Tensor loss = a.sumAll();
    recorder.gradients(loss, List.of(a));
    assertThat(List.of(last().loss(), last().leaf())).containsExactly(loss.id(), a.id());
    a.clamp(-1, 2);
    assertThat(List.of(last().low(), last().high())).containsExactly(-1.0, 2.0);
  }

  @Test
  void whatAKindDoesNotHaveIsRefused() {
    real("x", 4).relu();
    Op relu = last();
    assertThat(relu.kind()).isEqualTo(Kind.RELU);
    assertThatThrownBy(relu::stride)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "'stride' asked of %1 = RELU[0] : REAL [4], which has none; ask the kind of a primitive"
                + " first");
    List<Runnable> others =
        List.of(relu::axes, relu::axis, relu::name, relu::epsilon, relu::loss, relu::weight);
    assertThat(others)
        .allSatisfy(
            asked -> assertThatThrownBy(asked::run).isInstanceOf(IllegalStateException.class));
  }

  @Test
  void aSumHasNoSingleInput() {
    real("a", 4).add(real("b", 4));
    assertThatThrownBy(last()::input).hasMessageStartingWith("'single input' asked of %2 = ADD");
  }
}
