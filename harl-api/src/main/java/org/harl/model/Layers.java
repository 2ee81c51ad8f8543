package org.harl.model;

import org.harl.trace.Shape;
import org.harl.trace.Tensor;

/** The layers of encoders and heads, with torch's parameter names and initial values. */
public final class Layers {
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  private Layers() {}

  /**
   * {@return a square convolution without bias, {@code weight} [filters, C, kernel, kernel],
   * kaiming normal fan-out}
   *
   * @param scope where its variables are declared
   * @param x REAL [N, C, H, W]
   * @param filters channels of the result, at least 1
   * @param kernel the side of the window, in pixels, at least 1
   * @param stride pixels from window to window, at least 1
   * @param pad zeros added on every side, in pixels, at least 0
   */
  public static Tensor conv2d(Scope scope, Tensor x, int filters, int kernel, int stride, int pad) {
    Shape shape = Shape.of(filters, x.shape().dim(1), kernel, kernel);
    Tensor weight =
        scope.parameter("weight", shape, new Initial.KaimingNormal(filters * kernel * kernel));
    return x.conv2d(weight, stride, pad, 1);
  }

  /**
   * {@return batch norm over axis 1 (epsilon 1e-5; running statistics move by 0.1), initially the
   * identity}
   *
   * @param scope where its variables are declared
   * @param x REAL [N, C, H, W]
   */
  public static Tensor batchNorm(Scope scope, Tensor x) {
    Shape shape = Shape.of(x.shape().dim(1));
    Tensor weight = scope.parameter("weight", shape, new Initial.Constant(1));
    Tensor bias = scope.parameter("bias", shape, new Initial.Constant(0));
    Tensor mean = scope.buffer("running_mean", shape, new Initial.Constant(0));
    Tensor variance = scope.buffer("running_var", shape, new Initial.Constant(1));
    return scope.training()
        ? scope
            .recorder()
            .batchNormTrain(
                x,
                weight,
                bias,
                scope.fullName("running_mean"),
                scope.fullName("running_var"),
                EPSILON,
                MOMENTUM)
        : scope.recorder().batchNormEval(x, weight, bias, mean, variance, EPSILON);
  }

  /**
   * {@return {@code x W^T + b}: [N, C] to [N, units]; W [units, C] and b uniform in +-1/sqrt(C)}
   *
   * @param scope where its variables are declared
   * @param x REAL [N, C]
   * @param units numbers in a vector of the result, at least 1
   */
  public static Tensor linear(Scope scope, Tensor x, int units) {
    int in = x.shape().dim(1);
    Initial uniform = new Initial.Uniform(1 / Math.sqrt(in));
    Tensor weight = scope.parameter("weight", Shape.of(units, in), uniform);
    Tensor bias = scope.parameter("bias", Shape.of(units), uniform);
    return x.matmul(weight.transpose(1, 0)).add(bias);
  }
}
