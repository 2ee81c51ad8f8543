package org.harl.model;

import org.harl.trace.Tensor;

/** A projector or predictor: a network from vectors to vectors. */
@FunctionalInterface
public interface Head {
  /**
   * Records the head: [N, C] to [N, D].
   *
   * @param scope where its variables are declared
   * @param vectors REAL [N, C]
   * @return REAL [N, D]
   */
  Tensor apply(Scope scope, Tensor vectors);
}
