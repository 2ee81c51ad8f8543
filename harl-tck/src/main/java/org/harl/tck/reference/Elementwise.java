package org.harl.tck.reference;

import java.util.List;
import java.util.stream.IntStream;
import org.harl.trace.Op;
import org.harl.trace.Shape;

/** Functions of one element, of two, and the choice between two, with numpy's broadcasting. */
final class Elementwise {
  private Elementwise() {}

  static Array forward(Op op, List<Array> in) {
    if (in.size() == 1) {
      return in.get(0).map(x -> unary(op, x));
    }
    List<Array> wide = in.stream().map(array -> broadcast(array, op.shape())).toList();
    double[] out = new double[op.shape().size()];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          op.kind() == Op.Kind.SELECT
              ? wide.get(wide.get(0).values()[i] != 0 ? 1 : 2).values()[i]
              : binary(op, wide.get(0).values()[i], wide.get(1).values()[i]);
    }
    return new Array(op.shape(), out);
  }

  /** The gradient by each input; a condition has none, that is zeros. */
  static List<Array> backward(Op op, List<Array> in, Array out, Array gradient) {
    List<Array> wide = in.stream().map(array -> broadcast(array, op.shape())).toList();
    return IntStream.range(0, in.size())
        .mapToObj(input -> summed(slope(op, wide, out, gradient, input), in.get(input).shape()))
        .toList();
  }

  private static Array slope(Op op, List<Array> in, Array out, Array gradient, int input) {
    double[] slope = new double[gradient.values().length];
    for (int i = 0; i < slope.length; i++) {
      double a = in.get(0).values()[i];
      double factor;
      if (in.size() == 1) {
        factor = unarySlope(op, a, out.values()[i]);
      } else if (op.kind() == Op.Kind.SELECT) {
        factor = input == (a != 0 ? 1 : 2) ? 1 : 0;
      } else {
        factor = binarySlope(op, a, in.get(1).values()[i], input);
      }
      slope[i] = factor == 0 ? 0 : factor * gradient.values()[i];
    }
    return new Array(op.shape(), slope);
  }

  private static double unary(Op op, double x) {
    return switch (op.kind()) {
      case NEGATE -> -x;
      case ABS -> Math.abs(x);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case RSQRT -> 1 / Math.sqrt(x);
      case FLOOR -> Math.floor(x);
      case RELU -> Double.isNaN(x) ? x : Math.max(x, 0);
      case CLAMP -> Math.min(Math.max(x, op.reals().get(0)), op.reals().get(1));
      default -> throw new IllegalArgumentException("no function of one element: " + op);
    };
  }

  private static double unarySlope(Op op, double x, double y) {
    return switch (op.kind()) {
      case NEGATE -> -1;
      case ABS -> Math.signum(x);
      case EXP -> y;
      case LOG -> 1 / x;
      case SQRT -> 0.5 / y;
      case RSQRT -> -0.5 * y / x;
      case RELU -> x > 0 ? 1 : 0;
      case CLAMP -> x >= op.reals().get(0) && x <= op.reals().get(1) ? 1 : 0;
      default -> throw new IllegalArgumentException("no function of one element: " + op);
    };
  }

  private static double binary(Op op, double a, double b) {
    return switch (op.kind()) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MAXIMUM -> Math.max(a, b);
      case MINIMUM -> Math.min(a, b);
      case LESS -> a < b ? 1 : 0;
      default -> throw new IllegalArgumentException("no function of two elements: " + op);
    };
  }

  /** By the first element (input 0) or the second; ties of maximum and minimum are shared. */
  private static double binarySlope(Op op, double a, double b, int input) {
    return switch (op.kind()) {
      case ADD -> 1;
      case SUBTRACT -> input == 0 ? 1 : -1;
      case MULTIPLY -> input == 0 ? b : a;
      case DIVIDE -> input == 0 ? 1 / b : -a / (b * b);
      case MAXIMUM -> a == b ? 0.5 : (a > b) == (input == 0) ? 1 : 0;
      case MINIMUM -> a == b ? 0.5 : (a < b) == (input == 0) ? 1 : 0;
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
