package org.harl.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be recorded is refused at once, in one line that tells the shapes. */
class RecordingRefusalsTest {
  private final Recorder recorder = new Recorder();
  private int named;

  private Tensor real(int... dims) {
    return recorder.input("x" + named++, ElementType.REAL, Shape.of(dims));
  }

  private static void refused(Runnable recording, String message) {
    assertThatThrownBy(recording::run).isInstanceOf(ShapeException.class).hasMessage(message);
  }

  @Test
  void shapesThatDoNotBroadcastAreNotAdded() {
    refused(() -> real(4, 3).add(real(4)), "add: [4, 3] against [4]");
    assertThat(real(4, 1).add(real(3)).shape()).isEqualTo(Shape.of(4, 3));
  }

  @Test
  void selectWantsAConditionAndBranchesThatFitIt() {
    Tensor x = real(4);
    refused(() -> x.select(x, x), "select: expected BOOL, got REAL [4]");
    refused(() -> x.less(0).select(real(3), real(1)), "select: [3] against [4]");
  }

  @Test
  void bytesAreConvertedBeforeTheyAreComputedWith() {
    Tensor bytes = recorder.input("bytes", ElementType.UINT8, Shape.of(2));
    refused(() -> bytes.relu(), "relu: expected REAL, got UINT8 [2]");
    refused(() -> bytes.toReal().add(bytes), "add: expected REAL, got UINT8 [2]");
  }

  @Test
  void matricesMultiplyWhereInnerExtentsRanksAndBatchesAgree() {
    refused(() -> real(4, 3).matmul(real(5, 3)), "matmul: [4, 3] against [5, 3]");
    refused(() -> real(3).matmul(real(3)), "matmul: [3] against [3]");
    refused(() -> real(2, 4, 3).matmul(real(3, 5)), "matmul: [2, 4, 3] against [3, 5]");
    refused(() -> real(2, 4, 3).matmul(real(6, 3, 5)), "matmul: [2, 4, 3] against [6, 3, 5]");
  }

  @Test
  void axesThatAreNotThereAreNotReduced() {
    refused(() -> real(4, 3).sum(2), "sum: axis 2 of [4, 3]; it has 2 axes");
    refused(() -> real(4, 3).max(-3), "max: axis -3 of [4, 3]; it has 2 axes");
    refused(() -> real().mean(0), "mean: axis 0 of []; it has 0 axes");
  }

  @Test
  void reductionsNameEachAxisOnceAndAtLeastOne() {
    String rule = " must be at least one, each once";
    refused(() -> real(4, 3).sum(1, -1), "sum: axes [1, -1] of [4, 3]" + rule);
    refused(() -> real(4, 3).mean(), "mean: axes [] of [4, 3]" + rule);
  }

  @Test
  void slicesLieWithinTheirAxisAndTakeSomething() {
    refused(() -> real(4).slice(0, 2, 5), "slice: 2..5 of axis 0 of [4]");
    refused(() -> real(4).slice(0, 2, 2), "slice: 2..2 of axis 0 of [4]");
    refused(() -> real(4).slice(0, -1, 2), "slice: -1..2 of axis 0 of [4]");
    refused(() -> real(4).slice(1, 0, 1), "slice: axis 1 of [4]; it has 1 axes");
  }

  @Test
  void reshapeKeepsTheNumberOfElementsAndTransposeEveryAxis() {
    refused(() -> real(4, 3).reshape(5, 2), "reshape: [4, 3] against [5, 2]");
    String order = " is no order of the axes of [4, 3]";
    refused(() -> real(4, 3).transpose(0), "transpose: [0]" + order);
    refused(() -> real(4, 3).transpose(0, 0), "transpose: [0, 0]" + order);
    refused(() -> real(4, 3).transpose(0, 2), "transpose: [0, 2]" + order);
  }

  @Test
  void broadcastToDoesNotShrink() {
    refused(() -> real(4, 3).broadcastTo(Shape.of(3)), "broadcastTo: [4, 3] against [3]");
    refused(() -> real(2).broadcastTo(Shape.of(2, 3)), "broadcastTo: [2] against [2, 3]");
  }

  @Test
  void partsThatDifferBesideTheAxisAreNotConcatenated() {
    Tensor x = real(4, 3);
    refused(() -> recorder.concat(0, List.of()), "concat: nothing to concatenate");
    refused(() -> recorder.concat(0, List.of(x, real(4, 2))), "concat: [4, 3] against [4, 2]");
    refused(() -> recorder.concat(1, List.of(x, real(4))), "concat: [4, 3] against [4]");
    refused(() -> recorder.concat(2, List.of(x)), "concat: axis 2 of [4, 3]; it has 2 axes");
  }

  @Test
  void convolutionsWantImagesAndFiltersOfTheirChannels() {
    String settings = ", stride 1, pad 0, groups 1";
    refused(
        () -> real(1, 3, 8, 8).conv2d(real(4, 2, 3, 3), 1, 0, 1),
        "conv2d: image [1, 3, 8, 8] against weight [4, 2, 3, 3]" + settings);
    refused(
        () -> real(3, 8, 8).conv2d(real(4, 3, 3, 3), 1, 0, 1),
        "conv2d: image [3, 8, 8] against weight [4, 3, 3, 3]" + settings);
    refused(
        () -> real(1, 4, 8, 8).conv2d(real(3, 2, 3, 3), 1, 0, 2),
        "conv2d: image [1, 4, 8, 8] against weight [3, 2, 3, 3], stride 1, pad 0, groups 2");
    refused(
        () -> real(1, 3, 2, 8).conv2d(real(4, 3, 3, 3), 1, 0, 1),
        "conv2d: a kernel of 3 is larger than [1, 3, 2, 8] padded by 0");
  }

  @Test
  void poolingPadsByHalfAKernelAtMost() {
    refused(
        () -> real(1, 3, 8, 8).maxPool2d(3, 2, 2),
        "maxPool2d: image [1, 3, 8, 8], kernel 3, stride 2, pad 2 (at most half the kernel)");
  }

  @Test
  void batchNormWantsChannelsAndMoreThanOneValueOfEach() {
    Tensor c = real(3);
    refused(
        () -> recorder.batchNormTrain(real(1, 3), c, c, "m", "v", 1e-5, 0.1),
        "batchNorm: training needs more than one value a channel, got [1, 3]");
    refused(
        () -> recorder.batchNormTrain(real(4, 3), real(4), c, "m", "v", 1e-5, 0.1),
        "batchNorm: [4, 3] against [4]");
    refused(
        () -> recorder.batchNormEval(real(4, 3, 2), c, c, c, c, 1e-5),
        "batchNorm: expected [N, C] or [N, C, H, W], got [4, 3, 2]");
  }

  @Test
  void runningStatisticsHaveOneValueAChannel() {
    Tensor c = real(3);
    recorder.variable("m", Shape.of(4));
    refused(
        () -> recorder.batchNormTrain(real(4, 3), c, c, "m", "v", 1e-5, 0.1),
        "batchNorm: [4, 3] against [4]");
  }

  @Test
  void gradientsAreOfScalarsByVariablesAndInputs() {
    Tensor w = recorder.variable("w", Shape.of(2));
    refused(
        () -> recorder.gradients(w, List.of(w)),
        "gradients: the loss must be a scalar [], got [2]");
    assertThatThrownBy(() -> recorder.gradients(w.sumAll(), List.of(w.negate())))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith(
            "gradients: can differentiate by variables and inputs, not by %3 = NEGATE[0]");
  }

  @Test
  void aNameStandsForOneShapeOneInputOneOutput() {
    Tensor x = real(2);
    recorder.variable("w", Shape.of(2));
    refused(() -> recorder.variable("w", Shape.of(3)), "variable: 'w' is [2], asked for as [3]");
    refused(
        () -> recorder.input("x0", ElementType.REAL, Shape.of()), "input: 'x0' is declared twice");
    recorder.output("y", x);
    refused(() -> recorder.output("y", x), "output: 'y' is declared twice");
  }

  @Test
  void aVariableIsAssignedAValueOfItsShapeAfterItWasRead() {
    Tensor x = real(2);
    refused(
        () -> recorder.assign("w", x),
        "assign: 'w' is not a variable of this recording, given [2]");
    recorder.variable("w", Shape.of(3));
    refused(() -> recorder.assign("w", x), "assign: 'w' is [3], given [2]");
  }

  @Test
  void constantsAreRealNumbers() {
    TensorData bytes = TensorData.of(Shape.of(2), new byte[] {1, 2});
    assertThatThrownBy(() -> recorder.constant(bytes))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("constant: expected F32 or F64, got ");
  }

  @Test
  void tensorsOfTwoRecordingsDoNotMix() {
    Tensor foreign = new Recorder().constant(1);
    refused(() -> real(2).add(foreign), "a tensor [] of another recording was used here");
    refused(() -> recorder.output("y", foreign), "a tensor [] of another recording was used here");
  }

  @Test
  void aCompositeHoldsNoOther() {
    Tensor x = real(2);
    Composite.Formula inner = () -> "inner";
    refused(
        () ->
            recorder.composite(
                () -> "outer", List.of(x), in -> recorder.composite(inner, in, again -> again)),
        "composite: 'inner' is recorded inside another composite");
  }
}
