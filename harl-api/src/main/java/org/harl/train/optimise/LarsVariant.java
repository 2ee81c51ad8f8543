package org.harl.train.optimise;

/** The denominator of LARS' trust ratio; {@link Lars} has the formulas. */
public enum LarsVariant {
  /** The sum of the norms, ||g|| + weightDecay * ||w|| + 1e-8, as You et al. 2017 have it. */
  TRUST_OF_SUM,
  /** The norm of the sum, ||g + weightDecay * w||, as BYOL's JAX code has it. */
  BYOL_JAX
}
