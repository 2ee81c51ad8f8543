package org.harl.tck.toy;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.harl.trace.Op;
import org.harl.trace.Shape;

/** What the primitives compute from their inputs, with the way back for the gradient. */
final class ToyPrimitives {
  private ToyPrimitives() {}

  /** A function of up to three numbers. */
  private interface Function {
    Point at(double a, double b, double c);
  }

  /** Its value at a point, and its derivatives by the first arguments; the others have none. */
  private record Point(double value, double... slopes) {}

  static ToyValue of(Op op, ToyValue... in) {
    Shape shape = op.shape();
    return switch (op.kind()) {
      case ADD -> each(shape, (a, b, c) -> new Point(a + b, 1, 1), in);
      case SUBTRACT -> each(shape, (a, b, c) -> new Point(a - b, 1, -1), in);
      case MULTIPLY -> each(shape, (a, b, c) -> new Point(a * b, b, a), in);
      case DIVIDE -> each(shape, (a, b, c) -> new Point(a / b, 1 / b, -a / (b * b)), in);
      case MAXIMUM -> each(shape, (a, b, c) -> one(Math.max(a, b), a, b), in);
      case MINIMUM -> each(shape, (a, b, c) -> one(Math.min(a, b), a, b), in);
      case SELECT -> each(shape, (a, b, c) -> new Point(a != 0 ? b : c, 0, a, 1 - a), in);
      case NEGATE -> each(shape, (a, b, c) -> new Point(-a, -1), in);
      case ABS -> each(shape, (a, b, c) -> new Point(Math.abs(a), Math.signum(a)), in);
      case EXP -> each(shape, (a, b, c) -> new Point(Math.exp(a), Math.exp(a)), in);
      case LOG -> each(shape, (a, b, c) -> new Point(Math.log(a), 1 / a), in);
      case SQRT -> each(shape, (a, b, c) -> new Point(Math.sqrt(a), 0.5 / Math.sqrt(a)), in);
      case RSQRT ->
          each(shape, (a, b, c) -> new Point(Math.pow(a, -0.5), -0.5 * Math.pow(a, -1.5)), in);
      case RELU -> each(shape, (a, b, c) -> new Point(Math.max(a, 0), a > 0 ? 1 : 0), in);
      case CLAMP -> each(shape, (a, b, c) -> clamp(a, op.low(), op.high()), in);
      case LESS -> each(shape, (a, b, c) -> new Point(a < b ? 1 : 0), in).cut();
      case FLOOR -> each(shape, (a, b, c) -> new Point(Math.floor(a)), in).cut();
      case STOP_GRADIENT, CAST -> in[0].cut();
      case BROADCAST -> in[0].broadcast(shape);
      case RESHAPE -> in[0].as(shape);
      case TRANSPOSE -> shape.rank() == 0 ? in[0] : transpose(in[0], op.permutation());
      case CONCAT -> concat(op, in);
      case SLICE -> slice(op, in[0]);
      case GATHER_ROWS -> rows(shape, in[0], in[1]);
      case SCATTER_ROWS -> withRows(in[0], in[1], in[2]);
      case SUM -> ToyLoops.scatter(shape, 1, in[0], 0, ToyLoops.steps(shape, shape.rank()));
      case MEAN -> mean(shape, in[0]);
      case MAX -> max(op, in[0]);
      case MATMUL -> ToyLoops.matmul(shape, in[0], in[1]);
      case CONV2D -> ToyLoops.conv2d(op, in[0], in[1]);
      case MAX_POOL2D -> largest(shape, 1, in[0], window -> under(op, in[0].shape(), window));
      case BATCH_NORM_EVAL -> normalise(op, in[0], in[1], in[2], in[3].cut(), in[4].cut());
      case INPUT, CONSTANT, VARIABLE, ASSIGN, GRADIENT, BATCH_NORM_TRAIN ->
          throw new IllegalArgumentException("not of its inputs alone: " + op);
    };
  }

  /** The one of two that was taken; both, by halves, if they are equal. */
  private static Point one(double taken, double a, double b) {
    double share = a == b ? 0.5 : 1;
    return new Point(taken, a == taken ? share : 0, b == taken ? share : 0);
  }

  private static Point clamp(double a, double low, double high) {
    double clamped = Math.min(Math.max(a, low), high);
    return new Point(clamped, a == clamped ? 1 : 0);
  }

  private static ToyValue each(Shape shape, Function function, ToyValue... in) {
    ToyValue[] wide = Stream.of(in).map(x -> x.broadcast(shape)).toArray(ToyValue[]::new);
    double[] a = wide[0].at();
    double[] b = wide[in.length / 2].at();
    double[] c = wide[in.length - 1].at();
    double[] result = new double[shape.size()];
    Arrays.setAll(result, i -> function.at(a[i], b[i], c[i]).value());
    ToyValue.Backward backward =
        (gradient, into) -> {
          for (int i = 0; i < result.length; i++) {
            double[] slopes = function.at(a[i], b[i], c[i]).slopes();
            for (int k = 0; k < slopes.length; k++) {
              into[k][i] += slopes[k] == 0 ? 0 : slopes[k] * gradient[i];
            }
          }
        };
    return new ToyValue(shape, result, backward, wide);
  }

  private static ToyValue transpose(ToyValue x, List<Integer> order) {
    int[] steps = ToyLoops.steps(x.shape(), order.size());
    Shape shape = new Shape(order.stream().map(x.shape()::dim).toList());
    return ToyLoops.gather(shape, x, 0, order.stream().mapToInt(axis -> steps[axis]).toArray());
  }

  private static ToyValue slice(Op op, ToyValue x) {
    int[] steps = ToyLoops.steps(x.shape(), op.shape().rank());
    return ToyLoops.gather(op.shape(), x, op.from() * steps[op.axis()], steps);
  }

  /** The sum of the parts, each in its place among zeros. */
  private static ToyValue concat(Op op, ToyValue... parts) {
    int axis = op.axis();
    int[] steps = ToyLoops.steps(op.shape(), op.shape().rank());
    ToyValue joined = ToyValue.scalar(0);
    int start = 0;
    for (ToyValue part : parts) {
      ToyValue placed = ToyLoops.scatter(op.shape(), 1, part, start, steps);
      joined = each(op.shape(), (a, b, c) -> new Point(a + b, 1, 1), joined, placed);
      start += steps[axis] * part.shape().dim(axis);
    }
    return joined;
  }

  /** Element i of the result is the element of x that it comes from. */
  private static ToyValue rows(Shape shape, ToyValue x, ToyValue numbers) {
    int size = shape.dim(1);
    double[] taken = new double[shape.size()];
    Arrays.setAll(taken, i -> x.at()[place(numbers, i, size)]);
    ToyValue.Backward backward =
        (gradient, into) -> {
          for (int i = 0; i < taken.length; i++) {
            into[0][place(numbers, i, size)] += gradient[i];
          }
        };
    return new ToyValue(shape, taken, backward, x);
  }

  private static ToyValue withRows(ToyValue x, ToyValue rows, ToyValue numbers) {
    int size = x.shape().dim(1);
    double[] kept = new double[x.at().length];
    Arrays.fill(kept, 1);
    double[] all = x.at().clone();
    for (int i = 0; i < rows.at().length; i++) {
      kept[place(numbers, i, size)] = 0;
      all[place(numbers, i, size)] = rows.at()[i];
    }
    ToyValue.Backward backward =
        (gradient, into) -> {
          Arrays.setAll(into[0], i -> into[0][i] + kept[i] * gradient[i]);
          Arrays.setAll(into[1], i -> into[1][i] + gradient[place(numbers, i, size)]);
        };
    return new ToyValue(x.shape(), all, backward, x, rows);
  }

  private static int place(ToyValue numbers, int element, int size) {
    return (int) numbers.at()[element / size] * size + element % size;
  }

  private static ToyValue mean(Shape shape, ToyValue x) {
    double share = (double) shape.size() / x.at().length;
    return ToyLoops.scatter(shape, share, x, 0, ToyLoops.steps(shape, x.shape().rank()));
  }

  /** Moves the axes to the end: what goes into an element of the result is side by side. */
  private static ToyValue max(Op op, ToyValue x) {
    IntStream kept = IntStream.range(0, x.shape().rank()).filter(i -> !op.axes().contains(i));
    ToyValue sorted = transpose(x, Stream.concat(kept.boxed(), op.axes().stream()).toList());
    int count = x.at().length / op.shape().size();
    return largest(op.shape(), count, sorted, i -> IntStream.range(i * count, i * count + count));
  }

  /** The largest of the elements of x from which each is taken; the first ties share evenly. */
  private static ToyValue largest(
      Shape shape, int sharing, ToyValue x, IntFunction<IntStream> from) {
    double[] top = new double[shape.size()];
    int[][] ties = new int[top.length][];
    for (int i = 0; i < top.length; i++) {
      double most = from.apply(i).mapToDouble(j -> x.at()[j]).max().orElseThrow(); // or NaN
      ties[i] = from.apply(i).filter(j -> x.at()[j] == most).limit(sharing).toArray();
      top[i] = most;
    }
    ToyValue.Backward backward =
        (gradient, into) -> {
          for (int i = 0; i < top.length; i++) {
            for (int j : ties[i]) {
              into[0][j] += gradient[i] / ties[i].length;
            }
          }
        };
    return new ToyValue(shape, top, backward, x);
  }

  /** The pixels under a window, of those that are in the image: padding never wins. */
  private static IntStream under(Op op, Shape image, int window) {
    int height = image.dim(2);
    int width = image.dim(3);
    int columns = op.shape().dim(3);
    int first = window / columns / op.shape().dim(2) * height;
    return side(op, window / columns % op.shape().dim(2), height)
        .flatMap(y -> side(op, window % columns, width).map(x -> (first + y) * width + x));
  }

  private static IntStream side(Op op, int window, int extent) {
    int from = window * op.stride() - op.padding();
    return IntStream.range(Math.max(from, 0), Math.min(from + op.kernel(), extent));
  }

  /** Of x, weight, bias, mean and variance. */
  static ToyValue normalise(Op op, ToyValue... in) {
    double epsilon = op.epsilon();
    Shape channels = channels(op.shape());
    ToyValue[] wide = Stream.of(in).skip(1).map(x -> x.as(channels)).toArray(ToyValue[]::new);
    Function unit = (x, mean, variance) -> unit(x - mean, variance + epsilon);
    Function line = (x, weight, bias) -> new Point(x * weight + bias, weight, x, 1);
    ToyValue units = each(op.shape(), unit, in[0], wide[2], wide[3]);
    return each(op.shape(), line, units, wide[0], wide[1]);
  }

  private static Point unit(double x, double variance) {
    double scale = 1 / Math.sqrt(variance);
    return new Point(x * scale, scale, -scale, -0.5 * x * scale / variance);
  }

  /** Mean and biased variance of each channel. */
  static List<ToyValue> statistics(ToyValue x) {
    Shape channels = channels(x.shape());
    ToyValue mean = mean(channels, x);
    Function square = (a, b, c) -> new Point((a - b) * (a - b), 2 * (a - b), 2 * (b - a));
    ToyValue squares = each(x.shape(), square, x, mean);
    return List.of(mean, mean(channels, squares));
  }

  private static Shape channels(Shape shape) {
    return shape.rank() == 4 ? Shape.of(shape.dim(1), 1, 1) : Shape.of(shape.dim(1));
  }
}
