package org.harl.model;

import org.harl.trace.Tensor;

/** A projector or predictor: a network from vectors to vectors. */
@FunctionalInterface
public interface Head {
  /** Records the head: [N, C] to [N, D]. */
  Tensor apply(Scope scope, Tensor vectors);
}
