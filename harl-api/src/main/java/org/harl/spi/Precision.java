package org.harl.spi;

/** The arithmetic of a session. */
public enum Precision {
  /** IEEE binary32 throughout; every backend has it. */
  FLOAT32,
  /**
   * Convolutions and what lies between them in bfloat16; parameters, statistics, losses and
   * optimiser in binary32.
   */
  BFLOAT16,
  /** IEEE binary64 throughout. */
  FLOAT64
}
