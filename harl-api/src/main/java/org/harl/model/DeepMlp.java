package org.harl.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.harl.error.InvalidInputException;
import org.harl.trace.ShapeException;
import org.harl.trace.Tensor;

/**
 * Linear layers with biases, a ReLU after each but the last; [N, C] to [N, out]. Names as in a
 * torch {@code Sequential} of linear, batch norm if there is one, ReLU, linear and so on.
 *
 * @param layers how many, at least 2
 * @param hidden units of every layer but the last, at least 1
 * @param out units of the last layer, at least 1
 * @param norm whether batch norm follows every layer but the last
 * @param outNorm whether batch norm follows the last layer
 */
@RecordBuilder
public record DeepMlp(int layers, int hidden, int out, boolean norm, boolean outNorm)
    implements Perceptron, DeepMlpBuilder.With {
  /**
   * Checks the sizes.
   *
   * @throws InvalidInputException if there are fewer than 2 layers, or a size is below 1
   */
  public DeepMlp {
    if (layers < 2 || hidden < 1 || out < 1) {
      throw new InvalidInputException(
          "mlp: layers %d must be at least 2, hidden %d and out %d at least 1"
              .formatted(layers, hidden, out));
    }
  }

  @Override
  public DeepMlp ofUnits(int hidden, int out) {
    return new DeepMlp(layers, hidden, out, norm, outNorm);
  }

  @Override
  public Tensor apply(Scope scope, Tensor vectors) {
    if (vectors.shape().rank() != 2) {
      throw new ShapeException("mlp: expected vectors [N, C], got " + vectors.shape());
    }
    Tensor x = vectors;
    int number = 0;
    for (int layer = 1; layer <= layers; layer++) {
      boolean isLast = layer == layers;
      x = Layers.linear(scope.child(Integer.toString(number++)), x, isLast ? out : hidden);
      if (isLast ? outNorm : norm) {
        x = Layers.batchNorm(scope.child(Integer.toString(number++)), x);
      }
      if (!isLast) {
        x = x.relu();
        number++;
      }
    }
    return x;
  }
}
