package org.harl.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.harl.error.InvalidInputException;
import org.harl.trace.ShapeException;
import org.harl.trace.Tensor;

/**
 * The head of BYOL (Grill et al. 2020): linear, batch norm, ReLU, linear; [N, C] to [N, out]. Both
 * linear layers have biases. Names as in a torch {@code Sequential}: {@code 0.weight}, {@code
 * 0.bias}, {@code 1.*} for batch norm, {@code 3.weight}, {@code 3.bias}.
 *
 * @param hidden units of the first layer, at least 1; 4096 in BYOL, 512 does on small images
 * @param out units of the second, D, at least 1; 256 in BYOL
 */
@RecordBuilder
public record Mlp(int hidden, int out) implements Perceptron, MlpBuilder.With {
  /**
   * Checks the sizes.
   *
   * @throws InvalidInputException if one is below 1
   */
  public Mlp {
    if (hidden < 1 || out < 1) {
      throw new InvalidInputException(
          "mlp: hidden " + hidden + " and out " + out + " must be at least 1");
    }
  }

  /** {@return the head of the paper: 4096 hidden units, 256 out} */
  public static Mlp standard() {
    return new Mlp(4096, 256);
  }

  /** 2. */
  @Override
  public int layers() {
    return 2;
  }

  @Override
  public Mlp ofUnits(int hidden, int out) {
    return new Mlp(hidden, out);
  }

  @Override
  public Tensor apply(Scope scope, Tensor vectors) {
    if (vectors.shape().rank() != 2) {
      throw new ShapeException("mlp: expected vectors [N, C], got " + vectors.shape());
    }
    Tensor wide = Layers.linear(scope.child("0"), vectors, hidden);
    Tensor active = Layers.batchNorm(scope.child("1"), wide).relu();
    return Layers.linear(scope.child("3"), active, out);
  }
}
