package org.harl.spi.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiFunction;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Precision;
import org.harl.tck.reference.Array;
import org.harl.tck.reference.Kernels;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.Op;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KnownAnswersTest {
  @ParameterizedTest
  @EnumSource
  void theReferenceIsRightInEveryPrecision(Precision precision) {
    assertThat(wrong(new Kernels(), precision)).isEmpty();
  }

  @Test
  void aZeroInTheFilterGradientOfA7x7ConvolutionIsFound() {
    Kernels kernels = gradients(7, 1, (filter, op) -> replaced(filter, 3, 0));
    assertThat(wrong(kernels, Precision.FLOAT32))
        .hasSize(2)
        .allMatch(line -> line.startsWith("filter gradient of 7x7 convolution"))
        .allMatch(line -> line.contains(": 1 of "));
  }

  @Test
  void aGarbledBlockOfAStrided1x1ConvolutionIsFoundAndToldByItsWorstValue() {
    Kernels kernels =
        forward(
            (op, right) ->
                op.stride() == 2 && op.shape().dim(1) == 512
                    ? replaced(replaced(right, 100, 36), 101, 1e6)
                    : right);
    assertThat(wrong(kernels, Precision.FLOAT32))
        .singleElement()
        .asString()
        .startsWith("1x1 convolution of 256 to 512 channels, stride 2: 2 of 25088 values")
        .contains("one is 1000000 where");
  }

  @Test
  void anAnswerThatIsNoNumberIsFound() {
    Kernels kernels = gradients(3, 0, (image, op) -> replaced(image, 2, Double.NaN));
    assertThat(wrong(kernels, Precision.BFLOAT16)).hasSize(5).allMatch(l -> l.contains("NaN"));
  }

  @Test
  void factorsRoundedToTf32AreFoundInFloat32AndRightInTf32() {
    Kernels kernels =
        new Kernels() {
          @Override
          public Array forward(Op op, List<Array> in) {
            boolean product = op.kind() == Op.Kind.CONV2D || op.kind() == Op.Kind.MATMUL;
            return super.forward(
                op, product ? in.stream().map(a -> a.map(KnownAnswersTest::tf32)).toList() : in);
          }
        };
    assertThat(wrong(kernels, Precision.TF32)).isEmpty();
    assertThat(wrong(kernels, Precision.FLOAT32)).hasSize(11);
  }

  private static double tf32(double x) {
    return Float.intBitsToFloat(Float.floatToRawIntBits((float) x) + 0x1000 & 0xffffe000);
  }

  private static List<String> wrong(Kernels kernels, Precision precision) {
    try (Backend backend =
        new ReferenceBackendProvider(kernels).open(new BackendOptions("cpu", precision, 1))) {
      return KnownAnswers.wrong(backend, precision);
    }
  }

  private static Array replaced(Array array, int index, double value) {
    double[] values = array.values().clone();
    values[index] = value;
    return new Array(array.shape(), values);
  }

  private static Kernels forward(BiFunction<Op, Array, Array> change) {
    return new Kernels() {
      @Override
      public Array forward(Op op, List<Array> in) {
        Array right = super.forward(op, in);
        return op.kind() == Op.Kind.CONV2D ? change.apply(op, right) : right;
      }
    };
  }

  /** Changes the gradient by one input of convolutions of that kernel. */
  private static Kernels gradients(int kernel, int input, BiFunction<Array, Op, Array> change) {
    return new Kernels() {
      @Override
      public List<Array> backward(Op op, List<Array> in, Array out, Array gradient) {
        List<Array> right = super.backward(op, in, out, gradient);
        if (op.kind() != Op.Kind.CONV2D || in.get(1).shape().dim(2) != kernel) {
          return right;
        }
        Array changed = change.apply(right.get(input), op);
        return input == 0 ? List.of(changed, right.get(1)) : List.of(right.get(0), changed);
      }
    };
  }
}
