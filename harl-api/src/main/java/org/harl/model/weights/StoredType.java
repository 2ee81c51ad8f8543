package org.harl.model.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** The element types that are read from files, by safetensors' names. */
enum StoredType {
  F32(4),
  F64(8),
  U8(1),
  I64(8),
  F16(2),
  BF16(2);

  private static final int HALF_MANTISSA = 10;

  private final int bytes;

  StoredType(int bytes) {
    this.bytes = bytes;
  }

  /** The type of this name, if it is one that is read. */
  static Optional<StoredType> find(String dtype) {
    return Arrays.stream(values()).filter(type -> type.name().equals(dtype)).findFirst();
  }

  /** Bytes an element in the file. */
  int bytes() {
    return bytes;
  }

  /** The tensor of these bytes, which it keeps unless it widens them. */
  TensorData tensor(Shape shape, ByteBuffer stored) {
    return switch (this) {
      case F32 -> TensorData.wrap(DataType.F32, shape, stored);
      case F64 -> TensorData.wrap(DataType.F64, shape, stored);
      case U8 -> TensorData.wrap(DataType.U8, shape, stored);
      case I64 -> TensorData.wrap(DataType.I64, shape, stored);
      case F16, BF16 -> widened(shape, stored.order(ByteOrder.LITTLE_ENDIAN));
    };
  }

  private TensorData widened(Shape shape, ByteBuffer stored) {
    TensorData data = TensorData.allocate(DataType.F32, shape);
    FloatBuffer values = data.bytes().asFloatBuffer();
    for (int i = 0; i < shape.size(); i++) {
      short bits = stored.getShort(i * bytes);
      values.put(i, this == BF16 ? Float.intBitsToFloat(bits << 16) : half(bits));
    }
    return data;
  }

  /** IEEE 754 binary16 to binary32, exact. */
  private static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> HALF_MANTISSA & 0x1f;
    int mantissa = bits & 0x3ff;
    if (exponent == 0) {
      float magnitude = mantissa * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int widened = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | widened << 23 | mantissa << 13);
  }
}
