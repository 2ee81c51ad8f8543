package org.harl.spi;

/**
 * What a backend may leave out. A declared one must work; an undeclared one is refused, never
 * approximated.
 */
public enum Capability {
  /** Sessions in {@link Precision#FLOAT64}. */
  FLOAT64,
  /** Sessions in {@link Precision#TF32}. */
  TF32,
  /** Sessions in {@link Precision#BFLOAT16}. */
  BFLOAT16,
  /** The same feeds on the same machine with the same thread count give the same bits. */
  DETERMINISTIC
}
