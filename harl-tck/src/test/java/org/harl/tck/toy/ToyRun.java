package org.harl.tck.toy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.harl.trace.Op;
import org.harl.trace.Op.Kind;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** One run: the value of every primitive, and for each how a gradient goes back through it. */
final class ToyRun {
  /** Adds a gradient's share to the gradients by the inputs. */
  private interface Back {
    void push(double[] gradient);
  }

  private final Program program;
  private final Map<String, TensorData> feeds;
  private final Map<String, double[]> variables;
  private final boolean narrow;
  private final double[][] values;
  private final Back[] backs;
  private final Map<Integer, double[][]> gradients = new HashMap<>();
  private double[][] into;

  ToyRun(
      Program program,
      Map<String, TensorData> feeds,
      Map<String, double[]> variables,
      boolean narrow) {
    this.program = program;
    this.feeds = feeds;
    this.variables = variables;
    this.narrow = narrow;
    values = new double[program.ops().size()][];
    backs = new Back[program.ops().size()];
  }

  /** Runs the program; variables are assigned on the way. */
  Map<String, TensorData> outputs() {
    program.ops().forEach(op -> values[op.id()] = value(op));
    Map<String, TensorData> outputs = new LinkedHashMap<>();
    program.outputs().forEach((n, id) -> outputs.put(n, toHost(shape(id), values[id], narrow)));
    return outputs;
  }

  static TensorData toHost(Shape shape, double[] values, boolean narrow) {
    TensorData wide = TensorData.of(shape, values);
    return narrow ? TensorData.of(shape, wide.toFloats()) : wide;
  }

  static double[] rounded(double[] exact, boolean narrow) {
    return narrow ? Arrays.stream(exact).map(x -> (float) x).toArray() : exact;
  }

  private double[] value(Op op) {
    return switch (op.kind()) {
      case INPUT -> rounded(feeds.get(op.name()).toDoubles(), narrow);
      case CONSTANT -> rounded(op.data().toDoubles(), narrow);
      case VARIABLE -> variables.get(op.name());
      case ASSIGN -> assign(op.name(), linear(op, Link.same(op.shape().size(), 1)));
      case GRADIENT -> gradient(op);
      case STOP_GRADIENT, CAST -> in(op, 0);
      case ADD -> linear(op, spread(op, 0, 1), spread(op, 1, 1));
      case SUBTRACT -> linear(op, spread(op, 0, 1), spread(op, 1, -1));
      case BROADCAST -> linear(op, spread(op, 0, 1));
      case NEGATE -> linear(op, Link.same(op.shape().size(), -1));
      case RESHAPE -> linear(op, Link.same(op.shape().size(), 1));
      case TRANSPOSE, SLICE, CONCAT -> arrange(op);
      case SUM, MEAN, MAX -> reduce(op);
      case MAXIMUM -> choose(op, 0, 1, pairwise(op, 0, 1, (a, b) -> a >= b || a != a ? 1 : 0));
      case MINIMUM -> choose(op, 0, 1, pairwise(op, 0, 1, (a, b) -> a <= b || a != a ? 1 : 0));
      case SELECT -> choose(op, 1, 2, pairwise(op, 0, 0, (a, b) -> a));
      case LESS -> pairwise(op, 0, 1, (a, b) -> a < b ? 1 : 0);
      case MULTIPLY -> binary(op, (a, b) -> a * b, (a, b) -> b, (a, b) -> a);
      case DIVIDE -> binary(op, (a, b) -> a / b, (a, b) -> 1 / b, (a, b) -> -a / (b * b));
      case ABS -> unary(op, Math::abs, (x, y) -> Math.signum(x));
      case EXP -> unary(op, Math::exp, (x, y) -> y);
      case LOG -> unary(op, Math::log, (x, y) -> 1 / x);
      case SQRT -> unary(op, Math::sqrt, (x, y) -> 0.5 / y);
      case RSQRT -> unary(op, x -> 1 / Math.sqrt(x), (x, y) -> -0.5 * y / x);
      case FLOOR -> unary(op, Math::floor, (x, y) -> 0);
      case RELU -> unary(op, x -> x > 0 || x != x ? x : 0, (x, y) -> x > 0 ? 1 : 0);
      case CLAMP -> clamp(op, op.reals().get(0), op.reals().get(1));
      case MATMUL, CONV2D -> bilinear(op);
      case MAX_POOL2D -> pool(op);
      case BATCH_NORM_TRAIN, BATCH_NORM_EVAL -> batchNorm(op);
    };
  }

  private double[] in(Op op, int input) {
    return values[op.inputs().get(input)];
  }

  private Shape shape(int id) {
    return program.ops().get(id).shape();
  }

  private Shape shape(Op op, int input) {
    return shape(op.inputs().get(input));
  }

  /** Where gradients by an input add up. */
  private double[] into(Op op, int input) {
    int id = op.inputs().get(input);
    into[id] = into[id] == null ? new double[values[id].length] : into[id];
    return into[id];
  }

  /** A variable's new value, as wide as the session stores it. */
  private double[] assign(String name, double[] value) {
    variables.put(name, rounded(value, narrow));
    return variables.get(name);
  }

  private double[] gradient(Op op) {
    double[][] all = gradients.computeIfAbsent(op.inputs().get(0), this::backwards);
    double[] found = all[op.inputs().get(1)];
    return found == null ? new double[op.shape().size()] : found;
  }

  private double[][] backwards(int loss) {
    into = new double[loss + 1][];
    into[loss] = new double[] {1};
    for (int id = loss; id >= 0; id--) {
      if (into[id] != null && backs[id] != null) {
        backs[id].push(into[id]);
      }
    }
    return into;
  }

  private double[] linear(Op op, Link... links) {
    double[] y = new double[op.shape().size()];
    for (Link link : links) {
      link.forward(in(op, link.input()), y);
    }
    backs[op.id()] =
        g -> {
          for (Link link : links) {
            link.back(g, into(op, link.input()));
          }
        };
    return y;
  }

  private Link spread(Op op, int input, double factor) {
    int[] from = Link.broadcast(shape(op, input), op.shape());
    return new Link(input, from.length, null, from, factor);
  }

  private double[] arrange(Op op) {
    Shape x = shape(op, 0);
    int[] steps = Link.steps(op.kind() == Kind.CONCAT ? op.shape() : x);
    if (op.kind() == Kind.TRANSPOSE) {
      int[] turned = op.ints().stream().mapToInt(axis -> steps[axis]).toArray();
      return linear(op, new Link(0, x.size(), null, Link.walk(op.shape(), 0, turned), 1));
    }
    int axis = op.ints().get(0);
    if (op.kind() == Kind.SLICE) {
      int[] from = Link.walk(op.shape(), op.ints().get(1) * steps[axis], steps);
      return linear(op, new Link(0, from.length, null, from, 1));
    }
    List<Link> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < op.inputs().size(); i++) {
      int[] to = Link.walk(shape(op, i), start * steps[axis], steps);
      parts.add(new Link(i, to.length, to, null, 1));
      start += shape(op, i).dim(axis);
    }
    return linear(op, parts.toArray(Link[]::new));
  }

  private double[] reduce(Op op) {
    double[] x = in(op, 0);
    int[] to = Link.broadcast(op.shape(), shape(op, 0));
    double share = op.kind() == Kind.MEAN ? (double) op.shape().size() / x.length : 1;
    if (op.kind() != Kind.MAX) {
      return linear(op, new Link(0, x.length, to, null, share));
    }
    double[] top = new double[op.shape().size()];
    Arrays.fill(top, Double.NEGATIVE_INFINITY);
    IntStream.range(0, x.length).forEach(i -> top[to[i]] = Math.max(top[to[i]], x[i]));
    double[] ties = new double[top.length];
    IntStream.range(0, x.length).forEach(i -> ties[to[i]] += x[i] == top[to[i]] ? 1 : 0);
    backs[op.id()] =
        g -> {
          double[] by = into(op, 0);
          for (int i = 0; i < x.length; i++) {
            by[i] += x[i] == top[to[i]] ? g[to[i]] / ties[to[i]] : 0;
          }
        };
    return top;
  }

  /** Input a where the condition is not 0, else input b: linear once the condition is known. */
  private double[] choose(Op op, int a, int b, double[] condition) {
    Link[] links = new Link[2];
    for (int k = 0; k < 2; k++) {
      boolean first = k == 0;
      int[] out =
          IntStream.range(0, condition.length).filter(i -> condition[i] != 0 == first).toArray();
      int[] all = Link.broadcast(shape(op, first ? a : b), op.shape());
      int[] from = Arrays.stream(out).map(i -> all[i]).toArray();
      links[k] = new Link(first ? a : b, out.length, out, from, 1);
    }
    return linear(op, links);
  }

  private double[] pairwise(Op op, int a, int b, DoubleBinaryOperator f) {
    int[] left = Link.broadcast(shape(op, a), op.shape());
    int[] right = Link.broadcast(shape(op, b), op.shape());
    double[] y = new double[left.length];
    Arrays.setAll(y, i -> f.applyAsDouble(in(op, a)[left[i]], in(op, b)[right[i]]));
    return y;
  }

  private double[] binary(
      Op op, DoubleBinaryOperator f, DoubleBinaryOperator byA, DoubleBinaryOperator byB) {
    backs[op.id()] =
        g -> {
          for (int input = 0; input < 2; input++) {
            double[] slope = pairwise(op, 0, 1, input == 0 ? byA : byB);
            Arrays.setAll(slope, i -> slope[i] * g[i]);
            spread(op, input, 1).back(slope, into(op, input));
          }
        };
    return pairwise(op, 0, 1, f);
  }

  private double[] unary(Op op, DoubleUnaryOperator f, DoubleBinaryOperator slope) {
    double[] x = in(op, 0);
    double[] y = Arrays.stream(x).map(f).toArray();
    backs[op.id()] =
        g -> {
          double[] by = into(op, 0);
          Arrays.setAll(by, i -> by[i] + g[i] * slope.applyAsDouble(x[i], y[i]));
        };
    return y;
  }

  private double[] clamp(Op op, double low, double high) {
    return unary(op, x -> Math.min(Math.max(x, low), high), (x, y) -> x == y ? 1 : 0);
  }

  /** The factor of a product is its first input, that of a convolution its weight. */
  private double[] bilinear(Op op) {
    int factor = op.kind() == Kind.MATMUL ? 0 : 1;
    double[] y = new double[op.shape().size()];
    rows(op, new Rows(in(op, factor), in(op, 1 - factor), y, null, null));
    backs[op.id()] =
        g ->
            rows(
                op,
                new Rows(
                    in(op, factor), in(op, 1 - factor), g, into(op, factor), into(op, 1 - factor)));
    return y;
  }

  private void rows(Op op, Rows rows) {
    if (op.kind() == Kind.MATMUL) {
      rows.product(shape(op, 0), shape(op, 1));
    } else {
      rows.convolution(shape(op, 1), shape(op, 0), op.shape(), op.ints());
    }
  }

  private double[] pool(Op op) {
    int kernel = op.ints().get(0);
    Shape x = shape(op, 0);
    int[] winners = new int[op.shape().size()];
    for (int i = 0; i < winners.length; i++) {
      int plane = i / (op.shape().dim(2) * op.shape().dim(3)) * x.dim(2);
      int top = i / op.shape().dim(3) % op.shape().dim(2) * op.ints().get(1) - op.ints().get(2);
      int left = i % op.shape().dim(3) * op.ints().get(1) - op.ints().get(2);
      winners[i] = -1;
      for (int y = Math.max(top, 0); y < Math.min(top + kernel, x.dim(2)); y++) {
        for (int z = Math.max(left, 0); z < Math.min(left + kernel, x.dim(3)); z++) {
          int at = (plane + y) * x.dim(3) + z;
          double best = winners[i] < 0 ? Double.NEGATIVE_INFINITY : in(op, 0)[winners[i]];
          boolean stays = winners[i] >= 0 && (in(op, 0)[at] <= best || Double.isNaN(best));
          winners[i] = stays ? winners[i] : at;
        }
      }
    }
    return linear(op, new Link(0, winners.length, null, winners, 1));
  }

  private double[] batchNorm(Op op) {
    ToyBatchNorm norm = ToyBatchNorm.of(op);
    List<double[]> in = op.inputs().stream().map(id -> values[id]).toList();
    Map<String, TensorData> found = norm.run(in, new double[in.get(0).length]);
    for (int i = 0; i < op.names().size(); i++) {
      String name = op.names().get(i);
      TensorData batch = found.get(i == 0 ? "mean" : "variance");
      assign(name, norm.moved(variables.get(name), batch, i == 1));
    }
    backs[op.id()] =
        g -> {
          Map<String, TensorData> back = norm.run(in, g);
          for (int i = 0; i < 3; i++) {
            double[] share = back.get("" + i).toDoubles();
            Link.same(share.length, 1).back(share, into(op, i));
          }
        };
    return found.get("y").toDoubles();
  }
}
