package org.harl.model;

import org.harl.trace.Tensor;

/**
 * A network from images to feature maps. It is recorded, not run: a lambda over {@link Layers} is
 * an encoder.
 */
@FunctionalInterface
public interface Encoder {
  /**
   * Records the encoder.
   *
   * @param scope names its parameters; the same names at every call
   * @param images normalised images [N, 3, H, W]
   * @return feature maps [N, C, h, w]
   */
  Tensor encode(Scope scope, Tensor images);
}
