package org.harl.trace;

/** Element types of values on the host, with safetensors' names. */
public enum DataType {
  /** IEEE 754 binary32. */
  F32(4),
  /** IEEE 754 binary64. */
  F64(8),
  /** Unsigned byte. */
  U8(1),
  /** Signed 64-bit integer (torch's {@code num_batches_tracked}). */
  I64(8);

  private final int bytes;

  DataType(int bytes) {
    this.bytes = bytes;
  }

  /** {@return bytes an element} */
  public int bytes() {
    return bytes;
  }
}
