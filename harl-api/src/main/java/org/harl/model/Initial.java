package org.harl.model;

/**
 * How a parameter starts. Values are drawn by the SDK from the run's seed, so that every backend
 * starts from the same bits.
 */
public sealed interface Initial {
  /** Normal with standard deviation sqrt(2 / fanOut): He et al. 2015, "kaiming normal, fan-out". */
  record KaimingNormal(int fanOut) implements Initial {}

  /** Uniform in +-bound. */
  record Uniform(double bound) implements Initial {}

  /** Every element the same. */
  record Constant(double value) implements Initial {}
}
