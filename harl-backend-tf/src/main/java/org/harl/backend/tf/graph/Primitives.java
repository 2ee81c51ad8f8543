package org.harl.backend.tf.graph;

import java.util.List;
import java.util.stream.IntStream;
import org.harl.trace.Op;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Elementwise primitives, reductions, products and what moves elements, in TensorFlow's terms. */
final class Primitives {
  private final Ops tf;
  private final Values values;
  private final Class<? extends TFloating> real;

  Primitives(Ops tf, Values values, Class<? extends TFloating> real) {
    this.tf = tf;
    this.values = values;
    this.real = real;
  }

  Value compute(Op op) {
    return switch (op.kind()) {
      case MATMUL -> product(op);
      case BROADCAST -> broadcast(op);
      case RESHAPE -> reshape(op);
      case TRANSPOSE -> transpose(op);
      case CONCAT -> concat(op);
      case SLICE -> slice(op);
      case SUM, MEAN, MAX -> reduce(op);
      case CAST -> cast(op);
      case GATHER_ROWS -> gatherRows(op);
      case SCATTER_ROWS -> scatterRows(op);
      default -> elementwise(op);
    };
  }

  private Value elementwise(Op op) {
    Layout layout = values.common(op);
    List<Operand<TNumber>> in =
        op.inputs().stream().map(id -> values.aligned(layout, id, op)).toList();
    Operand<? extends TType> result = in.size() == 1 ? unary(op, in.get(0)) : several(op, in);
    return new Value(result, op.shape(), layout);
  }

  private Operand<? extends TType> unary(Op op, Operand<TNumber> x) {
    return switch (op.kind()) {
      case NEGATE -> tf.math.neg(x);
      case ABS -> tf.math.abs(x);
      case EXP -> tf.math.exp(x);
      case LOG -> tf.math.log(x);
      case SQRT -> tf.math.sqrt(x);
      case RSQRT -> tf.math.rsqrt(x);
      case FLOOR -> tf.math.floor(tf.stopGradient(x));
      case RELU -> tf.nn.relu(x);
      case CLAMP -> clamp(op, x);
      case STOP_GRADIENT -> tf.stopGradient(x);
      default -> throw new IllegalStateException(op.toString());
    };
  }

  private Operand<? extends TType> several(Op op, List<Operand<TNumber>> in) {
    Operand<TNumber> a = in.get(0);
    Operand<TNumber> b = in.get(1);
    return switch (op.kind()) {
      case ADD -> tf.math.add(a, b);
      case SUBTRACT -> tf.math.sub(a, b);
      case MULTIPLY -> tf.math.mul(a, b);
      case DIVIDE -> tf.math.div(a, b);
      case MAXIMUM -> tf.math.maximum(a, b);
      case MINIMUM -> tf.math.minimum(a, b);
      case LESS -> tf.math.less(tf.stopGradient(a), tf.stopGradient(b));
      case SELECT -> tf.select(Types.as(a), b, in.get(2));
      default -> throw new IllegalStateException(op.toString());
    };
  }

  private Operand<TNumber> clamp(Op op, Operand<TNumber> x) {
    Operand<TNumber> above = tf.math.maximum(x, values.number(op, op.low()));
    return tf.math.minimum(above, values.number(op, op.high()));
  }

  private Value reduce(Op op) {
    int input = op.input();
    Layout layout = values.layout(input);
    Operand<TNumber> x = values.in(layout, input, op);
    Operand<? extends TNumber> axes = tf.constant(layout.at(op.axes()));
    Operand<TNumber> result =
        switch (op.kind()) {
          case SUM -> tf.reduceSum(x, axes, ReduceSum.keepDims(true));
          case MEAN -> tf.math.mean(x, axes, Mean.keepDims(true));
          default -> tf.reduceMax(x, axes, ReduceMax.keepDims(true));
        };
    return new Value(result, op.shape(), layout);
  }

  private Value product(Op op) {
    int left = op.left();
    int right = op.right();
    Layout a = matrix(left);
    Layout b = matrix(right);
    Operand<TNumber> x = values.in(a, left, op);
    Operand<TNumber> y = values.in(b, right, op);
    boolean turnA = a.isTransposedMatrix();
    boolean turnB = b.isTransposedMatrix();
    if (op.shape().rank() == 2) {
      return Value.plain(
          tf.linalg.matMul(x, y, MatMul.transposeA(turnA), MatMul.transposeB(turnB)), op.shape());
    }
    return Value.plain(
        tf.train.batchMatMul(
            x, y, values.type(op), BatchMatMul.adjX(turnA), BatchMatMul.adjY(turnB)),
        op.shape());
  }

  private Layout matrix(int id) {
    Layout layout = values.layout(id);
    return layout.isTransposedMatrix() ? layout : Layout.plain(layout.order().size());
  }

  private Value broadcast(Op op) {
    Layout layout = values.common(op);
    Operand<TNumber> x = values.aligned(layout, op.input(), op);
    return new Value(tf.broadcastTo(x, values.extents().of(op.id(), layout)), op.shape(), layout);
  }

  private Value reshape(Op op) {
    int input = op.input();
    Layout layout = values.layout(input);
    Layout plain = Layout.plain(values.shape(input).rank());
    Layout from = layout.sameBytes(plain, values.shape(input)) ? layout : plain;
    Operand<TNumber> x = values.in(from, input, op);
    Layout result = Layout.plain(op.shape().rank());
    return new Value(
        tf.reshape(x, values.extents().ofReshape(op.id(), result)), op.shape(), result);
  }

  private Value transpose(Op op) {
    int input = op.input();
    Layout layout = values.layout(input);
    return new Value(values.in(layout, input, op), op.shape(), layout.transposed(op.permutation()));
  }

  private Value concat(Op op) {
    Layout layout = values.layout(op.input());
    List<Operand<TNumber>> parts =
        op.inputs().stream().map(id -> values.in(layout, id, op)).toList();
    if (parts.size() == 1) {
      return new Value(parts.get(0), op.shape(), layout);
    }
    int axis = layout.at(op.axis());
    return new Value(tf.concat(parts, tf.constant(axis)), op.shape(), layout);
  }

  private Value slice(Op op) {
    int input = op.input();
    Layout layout = values.layout(input);
    int axis = layout.at(op.axis());
    int rank = op.shape().rank();
    int[] from = IntStream.range(0, rank).map(i -> i == axis ? op.from() : 0).toArray();
    Operand<TInt32> size = values.extents().of(op.id(), layout);
    Operand<TNumber> x = values.in(layout, input, op);
    return new Value(tf.slice(x, tf.constant(from), size), op.shape(), layout);
  }

  private Value gatherRows(Op op) {
    Operand<TNumber> rows = tf.gather(values.plain(op.input()), places(op), tf.constant(0));
    return Value.plain(rows, op.shape());
  }

  /**
   * TensorFlow differentiates no update of rows: where it must, they are laid beside and chosen.
   */
  private Value scatterRows(Op op) {
    Operand<TInt32> each = tf.expandDims(places(op), tf.constant(1));
    Operand<TNumber> x = values.plain(op.input());
    Operand<TNumber> rows = values.plain(op.rows());
    if (!values.isDifferentiated(op)) {
      return Value.plain(tf.tensorScatterNdUpdate(x, each, rows), op.shape());
    }
    Operand<TInt32> extents = tf.constant(op.shape().toArray());
    Operand<TNumber> one = values.number(op, 1);
    Operand<TInt32> given = tf.constant(values.shape(op.rows()).toArray());
    Operand<TNumber> times =
        tf.stopGradient(tf.scatterNd(each, tf.broadcastTo(one, given), extents));
    Operand<TNumber> laid =
        tf.math.div(tf.scatterNd(each, rows, extents), tf.math.maximum(times, one));
    return Value.plain(tf.select(tf.math.greaterEqual(times, one), laid, x), op.shape());
  }

  private Operand<TInt32> places(Op op) {
    return tf.dtypes.cast(values.plain(op.numbers()), TInt32.class);
  }

  private Value cast(Op op) {
    Value x = values.get(op.input());
    return new Value(tf.dtypes.cast(x.operand(), real), op.shape(), x.layout());
  }
}
