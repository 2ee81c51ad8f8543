package org.harl.masks.unsupervised;

import org.harl.model.Initial;
import org.harl.model.Layers;
import org.harl.model.Scope;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;

/** {@link SaliencyLayers} recorded into a program, parameters declared in a scope. */
record RecordedLayers(Scope scope) implements SaliencyLayers<Tensor> {
  private static final double RARE = -1;

  private Scope at(String name) {
    Scope at = scope;
    for (String part : name.split("\\.")) {
      at = at.child(part);
    }
    return at;
  }

  @Override
  public Tensor convolution(String name, Tensor x, int filters, int kernel, int stride) {
    Scope at = at(name);
    Tensor y = Layers.conv2d(at.child("conv"), x, filters, kernel, stride, kernel / 2);
    return Layers.batchNorm(at.child("norm"), y);
  }

  @Override
  public Tensor relu(Tensor x) {
    return x.relu();
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return a.add(b);
  }

  @Override
  public Tensor twice(Tensor x) {
    Shape s = x.shape();
    return x.reshape(s.dim(0), s.dim(1), s.dim(2), 1, s.dim(3), 1)
        .broadcastTo(Shape.of(s.dim(0), s.dim(1), s.dim(2), 2, s.dim(3), 2))
        .reshape(s.dim(0), s.dim(1), 2 * s.dim(2), 2 * s.dim(3));
  }

  @Override
  public Tensor withMean(String name, Tensor x) {
    Shape s = x.shape();
    Tensor mean = x.mean(2, 3).reshape(s.dim(0), s.dim(1));
    Tensor told = Layers.linear(at(name), mean, s.dim(1));
    return x.add(told.reshape(s.dim(0), s.dim(1), 1, 1));
  }

  @Override
  public Tensor map(String name, Tensor x) {
    Scope at = at(name);
    Tensor bias = at.parameter("bias", Shape.of(1), new Initial.Constant(RARE));
    return Layers.conv2d(at, x, 1, 1, 1, 0).add(bias.reshape(1, 1, 1, 1));
  }
}
