package org.harl.backend.tf.graph;

import java.util.ArrayList;
import java.util.List;
import org.harl.spi.Precision;
import org.harl.trace.Op;
import org.harl.trace.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Convolution, pooling and batch normalisation: images as NHWC. */
final class Layers {
  private static final String SAME = "SAME";
  private static final String VALID = "VALID";

  private static final long ALL_AXES = 0b1111;

  private final Ops tf;
  private final Values values;
  private final Arithmetic arithmetic;

  Layers(Ops tf, Values values, Arithmetic arithmetic) {
    this.tf = tf;
    this.values = values;
    this.arithmetic = arithmetic;
  }

  /** Batch norm's result with the batch's statistics, the variance unbiased. */
  record Normalised(Value y, Operand<TNumber> mean, Operand<TNumber> variance) {}

  Value convolution(Op op) {
    int stride = op.ints().get(0);
    int pad = op.ints().get(1);
    int groups = op.ints().get(2);
    int filters = op.inputs().get(1);
    Shape filter = values.shape(filters);
    Operand<TNumber> x = values.in(Layout.IMAGES, op.inputs().get(0), op);
    Operand<TNumber> w = values.in(Layout.FILTERS, filters, op);
    boolean same = isSame(filter, stride, pad);
    // TensorFlow's gradient of a convolution ignores explicit padding
    Operand<TNumber> padded = same || pad == 0 ? x : padded(x, pad, values.number(op, 0));
    boolean sliced = pad == 0 && overflows(filter, stride);
    long step = sliced ? 1 : stride;
    List<Long> strides = List.of(1L, step, step, 1L);
    Operand<TNumber> read = sliced ? everyNth(padded, stride) : padded;
    Operand<TNumber> y =
        grouped(factor(op, read), factor(op, w), filter, groups, strides, same ? SAME : VALID);
    return new Value(sumsWider(op) ? to(values.type(op), y) : y, op.shape(), Layout.IMAGES);
  }

  private boolean sumsWider(Op op) {
    return arithmetic.narrowSums() && values.type(op) == TBfloat16.class;
  }

  private Operand<TNumber> factor(Op op, Operand<TNumber> x) {
    return sumsWider(op) ? to(TFloat32.class, x) : x;
  }

  private Operand<TNumber> to(Class<? extends TNumber> type, Operand<TNumber> x) {
    return Types.as(tf.dtypes.cast(x, type));
  }

  /**
   * Whether oneDNN writes past the end of its memory in the gradient of a convolution: 1x1 with a
   * stride and fewer than 16 channels (oneDNN issue 6035; 3.7 to 3.14 at least).
   */
  private static boolean overflows(Shape filter, int stride) {
    return stride > 1 && filter.dim(1) < 16 && filter.dim(2) == 1 && filter.dim(3) == 1;
  }

  /** The pixels that a 1x1 convolution with this stride reads. */
  private Operand<TNumber> everyNth(Operand<TNumber> x, int stride) {
    return tf.stridedSlice(
        x,
        tf.constant(new int[4]),
        tf.constant(new int[4]),
        tf.constant(new int[] {1, stride, stride, 1}),
        StridedSlice.beginMask(ALL_AXES),
        StridedSlice.endMask(ALL_AXES));
  }

  private static boolean isSame(Shape filter, int stride, int pad) {
    return stride == 1 && pad > 0 && filter.dim(2) == 2 * pad + 1 && filter.dim(3) == 2 * pad + 1;
  }

  private Operand<TNumber> padded(Operand<TNumber> x, int pad, Operand<TNumber> value) {
    return tf.pad(x, tf.constant(new int[][] {{0, 0}, {pad, pad}, {pad, pad}, {0, 0}}), value);
  }

  /** TensorFlow has no gradient of a convolution in groups on the CPU. */
  private Operand<TNumber> grouped(
      Operand<TNumber> x,
      Operand<TNumber> w,
      Shape filter,
      int groups,
      List<Long> strides,
      String padding) {
    if (groups == 1) {
      return tf.nn.conv2d(x, w, strides, padding);
    }
    if (filter.dim(1) == 1) {
      int[] depthwise = {filter.dim(2), filter.dim(3), groups, filter.dim(0) / groups};
      return tf.nn.depthwiseConv2dNative(
          x, tf.reshape(w, tf.constant(depthwise)), strides, padding);
    }
    List<Operand<TNumber>> parts = new ArrayList<>();
    List<? extends Operand<TNumber>> images = tf.split(tf.constant(3), x, (long) groups).output();
    List<? extends Operand<TNumber>> kernels = tf.split(tf.constant(3), w, (long) groups).output();
    for (int group = 0; group < groups; group++) {
      parts.add(tf.nn.conv2d(images.get(group), kernels.get(group), strides, padding));
    }
    return tf.concat(parts, tf.constant(3));
  }

  Value maxPool(Op op) {
    int kernel = op.ints().get(0);
    int stride = op.ints().get(1);
    int pad = op.ints().get(2);
    Operand<TNumber> x = values.in(Layout.IMAGES, op.inputs().get(0), op);
    Operand<TNumber> padded =
        pad == 0 ? x : padded(x, pad, values.number(op, Double.NEGATIVE_INFINITY));
    Operand<TNumber> pooled =
        tf.nn.maxPool(
            padded,
            tf.constant(new int[] {1, kernel, kernel, 1}),
            tf.constant(new int[] {1, stride, stride, 1}),
            VALID);
    return new Value(tf.math.add(pooled, notANumber(op, x)), op.shape(), Layout.IMAGES);
  }

  /** TensorFlow's pooling loses NaN: here a channel that has one is NaN as a whole, others 0. */
  private Operand<TNumber> notANumber(Op op, Operand<TNumber> x) {
    Operand<TNumber> largest =
        tf.reduceMax(tf.stopGradient(x), tf.constant(new int[] {1, 2}), ReduceMax.keepDims(true));
    return tf.select(tf.math.isNan(largest), values.number(op, Double.NaN), values.number(op, 0));
  }

  Normalised batchNormTrain(Op op) {
    Operand<TNumber> x = image(op);
    Operand<TNumber> weight = values.plain(op.inputs().get(1));
    Operand<TNumber> bias = values.plain(op.inputs().get(2));
    float epsilon = op.reals().get(0).floatValue();
    if (arithmetic.precision() == Precision.FLOAT64) {
      return composed(op, x, weight, bias);
    }
    Operand<TFloat32> none = tf.constant(new float[0]);
    FusedBatchNorm<TNumber, TNumber> norm =
        tf.nn.fusedBatchNorm(
            x,
            weight,
            bias,
            Types.as(none),
            Types.as(none),
            FusedBatchNorm.isTraining(true),
            FusedBatchNorm.epsilon(epsilon),
            FusedBatchNorm.exponentialAvgFactor(1f));
    return new Normalised(value(op, norm.y()), norm.batchMean(), norm.batchVariance());
  }

  Value batchNormEval(Op op) {
    Operand<TNumber> x = image(op);
    Operand<TNumber> weight = values.plain(op.inputs().get(1));
    Operand<TNumber> bias = values.plain(op.inputs().get(2));
    Operand<TNumber> mean = tf.stopGradient(values.plain(op.inputs().get(3)));
    Operand<TNumber> variance = tf.stopGradient(values.plain(op.inputs().get(4)));
    if (arithmetic.precision() == Precision.FLOAT64) {
      return value(op, scaled(op, tf.math.sub(x, mean), variance, weight, bias));
    }
    return value(
        op,
        tf.nn
            .fusedBatchNorm(
                x,
                weight,
                bias,
                mean,
                variance,
                FusedBatchNorm.isTraining(false),
                FusedBatchNorm.epsilon(op.reals().get(0).floatValue()))
            .y());
  }

  /** TensorFlow's kernel knows no float64. */
  private Normalised composed(
      Op op, Operand<TNumber> x, Operand<TNumber> weight, Operand<TNumber> bias) {
    Operand<? extends TNumber> axes = tf.constant(new int[] {0, 1, 2});
    Operand<TNumber> mean = tf.math.mean(x, axes);
    Operand<TNumber> centred = tf.math.sub(x, mean);
    Operand<TNumber> variance = tf.math.mean(tf.math.square(centred), axes);
    double count = (double) op.shape().size() / op.shape().dim(1);
    return new Normalised(
        value(op, scaled(op, centred, variance, weight, bias)),
        mean,
        tf.math.mul(variance, values.number(op, count / (count - 1))));
  }

  private Operand<TNumber> scaled(
      Op op,
      Operand<TNumber> centred,
      Operand<TNumber> variance,
      Operand<TNumber> weight,
      Operand<TNumber> bias) {
    Operand<TNumber> deviation = tf.math.add(variance, values.number(op, op.reals().get(0)));
    Operand<TNumber> factor = tf.math.mul(weight, tf.math.rsqrt(deviation));
    return tf.math.add(tf.math.mul(centred, factor), bias);
  }

  /** [N, C] as an image of one pixel. */
  private Operand<TNumber> image(Op op) {
    int x = op.inputs().get(0);
    if (op.shape().rank() == 4) {
      return values.in(Layout.IMAGES, x, op);
    }
    int[] pixel = {-1, 1, 1, op.shape().dim(1)};
    return tf.reshape(values.in(Layout.plain(2), x, op), tf.constant(pixel));
  }

  private Value value(Op op, Operand<TNumber> y) {
    if (op.shape().rank() == 4) {
      return new Value(y, op.shape(), Layout.IMAGES);
    }
    Layout plain = Layout.plain(op.shape().rank());
    return new Value(tf.reshape(y, values.extents().ofReshape(op.id(), plain)), op.shape(), plain);
  }
}
