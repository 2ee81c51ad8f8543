package org.harl.spi;

/** The arithmetic of a session. */
public enum Precision {
  /** IEEE binary32 throughout, on GPUs too; every backend has it. */
  FLOAT32,
  /**
   * As FLOAT32, but the factors of convolutions and products are rounded to TF32, which has 10 bits
   * after the point: NVIDIA's tensor cores from Ampere on.
   */
  TF32,
  /**
   * Convolutions and products with a parameter take and give bfloat16, and so does what lies
   * between them; parameters, statistics, losses, augmentation and optimiser are in binary32.
   */
  BFLOAT16,
  /** IEEE binary64 throughout. */
  FLOAT64
}
