package org.harl.tck.reference;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.harl.trace.Op;
import org.harl.trace.Shape;

/** Functions of one element, of two, and the choice between two, with numpy's broadcasting. */
final class Elementwise {
  private Elementwise() {}

  static Array forward(Op op, List<Array> in) {
    if (in.size() == 1) {
      return in.get(0).map(unary(op));
    }
    List<Array> wide = in.stream().map(array -> broadcast(array, op.shape())).toList();
    return op.kind() == Op.Kind.SELECT
        ? selected(wide.get(0), wide.get(1), wide.get(2))
        : combined(wide.get(0), wide.get(1), binary(op));
  }

  /** The gradient by each input; a condition has none, that is zeros. */
  static List<Array> backward(Op op, List<Array> in, Array out, Array gradient) {
    List<Array> wide = in.stream().map(array -> broadcast(array, op.shape())).toList();
    return IntStream.range(0, in.size())
        .mapToObj(input -> summed(along(op, wide, out, gradient, input), in.get(input).shape()))
        .toList();
  }

  /** What reaches an input that was broadcast. */
  private static Array along(Op op, List<Array> wide, Array out, Array gradient, int input) {
    Array a = wide.get(0);
    if (op.kind() == Op.Kind.SELECT) {
      Array none = Array.zeros(op.shape());
      return input == 0
          ? none
          : selected(a, input == 1 ? gradient : none, input == 1 ? none : gradient);
    }
    Array slope =
        wide.size() == 1
            ? combined(a, out, unarySlope(op))
            : combined(a, wide.get(1), binarySlope(op, input == 0));
    return combined(slope, gradient, (factor, g) -> factor == 0 ? 0 : factor * g);
  }

  private static Array combined(Array a, Array b, DoubleBinaryOperator f) {
    double[] left = a.values();
    double[] right = b.values();
    double[] out = new double[left.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = f.applyAsDouble(left[i], right[i]);
    }
    return new Array(a.shape(), out);
  }

  private static Array selected(Array condition, Array a, Array b) {
    double[] out = b.values().clone();
    for (int i = 0; i < out.length; i++) {
      if (condition.values()[i] != 0) {
        out[i] = a.values()[i];
      }
    }
    return new Array(condition.shape(), out);
  }

  private static DoubleUnaryOperator unary(Op op) {
    return switch (op.kind()) {
      case NEGATE -> x -> -x;
      case ABS -> Math::abs;
      case EXP -> Math::exp;
      case LOG -> Math::log;
      case SQRT -> Math::sqrt;
      case RSQRT -> x -> 1 / Math.sqrt(x);
      case FLOOR -> Math::floor;
      case RELU -> x -> Double.isNaN(x) ? x : Math.max(x, 0);
      case CLAMP -> {
        double lowest = op.low();
        double highest = op.high();
        yield x -> Math.min(Math.max(x, lowest), highest);
      }
      default -> throw new IllegalArgumentException("no function of one element: " + op);
    };
  }

  /** Of an element and its value. */
  private static DoubleBinaryOperator unarySlope(Op op) {
    return switch (op.kind()) {
      case NEGATE -> (x, y) -> -1;
      case ABS -> (x, y) -> Math.signum(x);
      case EXP -> (x, y) -> y;
      case LOG -> (x, y) -> 1 / x;
      case SQRT -> (x, y) -> 0.5 / y;
      case RSQRT -> (x, y) -> -0.5 * y / x;
      case RELU -> (x, y) -> x > 0 ? 1 : 0;
      case CLAMP -> {
        double lowest = op.low();
        double highest = op.high();
        yield (x, y) -> x >= lowest && x <= highest ? 1 : 0;
      }
      default -> throw new IllegalArgumentException("no function of one element: " + op);
    };
  }

  private static DoubleBinaryOperator binary(Op op) {
    return switch (op.kind()) {
      case ADD -> (a, b) -> a + b;
      case SUBTRACT -> (a, b) -> a - b;
      case MULTIPLY -> (a, b) -> a * b;
      case DIVIDE -> (a, b) -> a / b;
      case MAXIMUM -> Math::max;
      case MINIMUM -> Math::min;
      case LESS -> (a, b) -> a < b ? 1 : 0;
      default -> throw new IllegalArgumentException("no function of two elements: " + op);
    };
  }

  /** By the first element or the second; ties of maximum and minimum are shared. */
  private static DoubleBinaryOperator binarySlope(Op op, boolean first) {
    return switch (op.kind()) {
      case ADD -> (a, b) -> 1;
      case SUBTRACT -> (a, b) -> first ? 1 : -1;
      case MULTIPLY -> (a, b) -> first ? b : a;
      case DIVIDE -> (a, b) -> first ? 1 / b : -a / (b * b);
      case MAXIMUM -> (a, b) -> a == b ? 0.5 : (a > b) == first ? 1 : 0;
      case MINIMUM -> (a, b) -> a == b ? 0.5 : (a < b) == first ? 1 : 0;
      default -> throw new IllegalArgumentException("no function of two elements: " + op);
    };
  }

  static Array broadcast(Array array, Shape shape) {
    return array.shape().equals(shape)
        ? array
        : IndexMap.gather(array, IndexMap.broadcast(array.shape(), shape), shape);
  }

  /** A gradient in a broadcast shape, summed back to the shape it was broadcast from. */
  static Array summed(Array gradient, Shape shape) {
    return gradient.shape().equals(shape)
        ? gradient
        : IndexMap.scatter(gradient, IndexMap.broadcast(shape, gradient.shape()), shape);
  }
}
