package org.harl.backend.tf.graph;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** Values between the host's buffers and TensorFlow's tensors; both are copies. */
public final class Transfers {
  private static final int CHUNK = 1 << 16;

  private Transfers() {}

  static org.tensorflow.ndarray.Shape shape(int... extents) {
    return org.tensorflow.ndarray.Shape.of(Arrays.stream(extents).asLongStream().toArray());
  }

  /** A tensor of bytes, or of a real type; the caller closes it. */
  public static TType tensor(TensorData data, Class<? extends TFloating> real) {
    if (data.type() == DataType.U8) {
      return filled(TUint8.class, data);
    }
    if ((data.type() == DataType.F64) == (real == TFloat64.class)) {
      return filled(real, data);
    }
    TType converted = allocated(real, data.shape());
    if (real == TFloat64.class) {
      converted.asRawTensor().data().asDoubles().write(data.toDoubles());
    } else {
      converted.asRawTensor().data().asFloats().write(data.toFloats());
    }
    return converted;
  }

  private static TType allocated(Class<? extends TType> type, Shape shape) {
    try {
      return Tensor.of(type, shape(shape.toArray()));
    } catch (NullPointerException e) {
      // what TensorFlow-Java makes of a tensor that TensorFlow found no memory for
      OutOfMemoryError error = new OutOfMemoryError("no room for a value of shape " + shape);
      error.initCause(e);
      throw error;
    }
  }

  private static TType filled(Class<? extends TType> type, TensorData data) {
    TType tensor = allocated(type, data.shape());
    ByteDataBuffer to = tensor.asRawTensor().data();
    ByteBuffer from = data.bytes();
    byte[] chunk = new byte[Math.min(CHUNK, from.remaining())];
    for (long at = 0; from.hasRemaining(); ) {
      int count = Math.min(chunk.length, from.remaining());
      from.get(chunk, 0, count);
      to.offset(at).write(chunk, 0, count);
      at += count;
    }
    return tensor;
  }

  /** A copy on the host. */
  public static TensorData data(Tensor tensor, Shape shape) {
    boolean isDouble = tensor instanceof TFloat64;
    TensorData data = TensorData.allocate(isDouble ? DataType.F64 : DataType.F32, shape);
    ByteDataBuffer from = tensor.asRawTensor().data();
    ByteBuffer to = data.bytes();
    byte[] chunk = new byte[Math.min(CHUNK, to.remaining())];
    for (long at = 0; to.hasRemaining(); ) {
      int count = Math.min(chunk.length, to.remaining());
      from.offset(at).read(chunk, 0, count);
      to.put(chunk, 0, count);
      at += count;
    }
    return data;
  }
}
