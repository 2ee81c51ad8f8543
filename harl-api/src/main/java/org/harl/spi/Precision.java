package org.harl.spi;

/** The arithmetic of a session. */
public enum Precision {
  /** IEEE binary32 throughout; every backend has it. */
  FLOAT32,
  /**
   * Convolutions and products with a parameter take and give bfloat16, and so does what lies
   * between them; parameters, statistics, losses, augmentation and optimiser are in binary32.
   */
  BFLOAT16,
  /** IEEE binary64 throughout. */
  FLOAT64
}
