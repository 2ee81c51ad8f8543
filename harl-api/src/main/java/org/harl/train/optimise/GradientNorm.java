package org.harl.train.optimise;

import java.util.List;
import org.harl.trace.Composite;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;

/**
 * The Euclidean norm of all gradients as one vector; each square sum is a dot product. Recorded as
 * one composite, which a backend may fuse: inputs the gradients, output the norm, a scalar [].
 */
public record GradientNorm() implements Composite.Formula {
  @Override
  public String name() {
    return "norm";
  }

  /**
   * Records it, of at least one gradient.
   *
   * @param gradients of any shapes
   * @return a scalar [], the root of the sum of all squares
   */
  public static Tensor of(List<Tensor> gradients) {
    Recorder recorder = gradients.get(0).recorder();
    return recorder.composite(new GradientNorm(), gradients, GradientNorm::body).get(0);
  }

  private static List<Tensor> body(List<Tensor> gradients) {
    Tensor sum = gradients.stream().map(GradientNorm::squareSum).reduce(Tensor::add).orElseThrow();
    return List.of(sum.reshape().sqrt());
  }

  private static Tensor squareSum(Tensor gradient) {
    int size = gradient.shape().size();
    return gradient.reshape(1, size).matmul(gradient.reshape(size, 1));
  }
}
