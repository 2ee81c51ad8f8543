package org.harl.tck.reference;

import java.util.List;
import org.harl.trace.Op;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/**
 * What each primitive computes and what its gradient is, in doubles. One method is one promise of
 * {@link Op.Kind}: a subclass that changes one is a deliberately wrong backend.
 */
public class Kernels {
  /** The kernels as they must be. */
  public Kernels() {}

  /**
   * {@return the value of a primitive that depends on its inputs alone}
   *
   * @param op the primitive
   * @param in the values of its inputs
   */
  public Array forward(Op op, List<Array> in) {
    return switch (op.kind()) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM, LESS, SELECT ->
          Elementwise.forward(op, in);
      case NEGATE, ABS, EXP, LOG, SQRT, RSQRT, FLOOR, RELU, CLAMP -> Elementwise.forward(op, in);
      case BROADCAST, RESHAPE, TRANSPOSE, CONCAT, SLICE -> Arrangement.forward(op, in);
      case GATHER_ROWS, SCATTER_ROWS -> Rows.forward(op, in);
      case SUM, MEAN, MAX -> Reduction.forward(op, in);
      case MATMUL -> MatrixProduct.forward(op, in);
      case CONV2D -> Convolution.forward(op, in);
      case MAX_POOL2D -> MaxPooling.forward(op, in);
      case BATCH_NORM_TRAIN -> BatchNorm.train(op, in);
      case BATCH_NORM_EVAL -> BatchNorm.eval(op, in);
      case ASSIGN, STOP_GRADIENT, CAST -> in.get(0);
      case INPUT, VARIABLE, CONSTANT, GRADIENT ->
          throw new IllegalArgumentException("not a function of its inputs alone: " + op);
    };
  }

  /**
   * The gradient of a loss by each input of a primitive.
   *
   * @param op the primitive
   * @param in the values of its inputs
   * @param out its value
   * @param gradient of the loss by its value
   * @return one an input, in its shape; empty where none flows through
   */
  public List<Array> backward(Op op, List<Array> in, Array out, Array gradient) {
    return switch (op.kind()) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM, SELECT ->
          Elementwise.backward(op, in, out, gradient);
      case NEGATE, ABS, EXP, LOG, SQRT, RSQRT, RELU, CLAMP ->
          Elementwise.backward(op, in, out, gradient);
      case BROADCAST, RESHAPE, TRANSPOSE, CONCAT, SLICE -> Arrangement.backward(op, in, gradient);
      case GATHER_ROWS, SCATTER_ROWS -> Rows.backward(op, in, gradient);
      case SUM, MEAN, MAX -> Reduction.backward(op, in, out, gradient);
      case MATMUL -> MatrixProduct.backward(in, gradient);
      case CONV2D -> Convolution.backward(op, in, gradient);
      case MAX_POOL2D -> MaxPooling.backward(op, in, gradient);
      case BATCH_NORM_TRAIN -> BatchNorm.trainBackward(op, in, gradient);
      case BATCH_NORM_EVAL -> BatchNorm.evalBackward(op, in, gradient);
      case ASSIGN -> List.of(gradient);
      // nothing at all, not zeros: 0 times an infinite slope before it would be NaN
      case LESS, FLOOR, STOP_GRADIENT, CAST, INPUT, VARIABLE, CONSTANT, GRADIENT -> List.of();
    };
  }

  /**
   * {@return what {@link Op.Kind#BATCH_NORM_TRAIN} adds to the running statistics: [mean,
   * variance]}
   *
   * @param x [N, C] or [N, C, H, W]
   */
  public List<Array> batchStatistics(Array x) {
    BatchNorm.Statistics batch = BatchNorm.Statistics.of(x);
    double unbiased = (double) batch.count() / (batch.count() - 1);
    Shape channels = Shape.of(batch.mean().length);
    return List.of(
        new Array(channels, batch.mean()),
        new Array(channels, batch.variance()).map(v -> v * unbiased));
  }

  /**
   * {@return a running statistic after a batch: {@code (1 - momentum) running + momentum batch}}
   *
   * @param running [C]
   * @param batch [C]
   * @param momentum the share of the batch, 0..1
   */
  public Array moved(Array running, Array batch, double momentum) {
    return running.map(v -> (1 - momentum) * v).plus(batch.map(v -> momentum * v));
  }

  /**
   * {@return a fed or constant value}
   *
   * @param data of any type
   */
  public Array read(TensorData data) {
    return new Array(data.shape(), data.toDoubles());
  }
}
