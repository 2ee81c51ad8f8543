package org.harl.trace;

/** What a recorded tensor holds. */
public enum ElementType {
  /** Real numbers in the session's precision (float32, or float64 where declared). */
  REAL,
  /** Bytes 0..255: pixels and masks as they are fed. */
  UINT8,
  /** The result of a comparison. */
  BOOL
}
