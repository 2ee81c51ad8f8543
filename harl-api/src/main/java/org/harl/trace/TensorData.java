package org.harl.trace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Values on the host: what is fed to a program, what comes out, and what a state dict holds.
 * Row-major, little-endian, in a direct buffer, so that a backend can read it in place. The owner
 * of a feed may refill its buffer once the run that read it has returned.
 */
public final class TensorData {
  private final DataType type;
  private final Shape shape;
  private final ByteBuffer bytes;

  private TensorData(DataType type, Shape shape, ByteBuffer bytes) {
    this.type = type;
    this.shape = shape;
    this.bytes = bytes;
  }

  /**
   * {@return a view of a direct little-endian buffer that holds exactly {@code shape.size() *
   * type.bytes()} bytes; not copied}
   *
   * @param type of an element
   * @param shape of the value; a scalar's is []
   * @param bytes direct, little-endian
   */
  public static TensorData wrap(DataType type, Shape shape, ByteBuffer bytes) {
    long wanted = (long) shape.size() * type.bytes();
    if (!bytes.isDirect() || bytes.capacity() != wanted) {
      throw new ShapeException(
          "tensor data: "
              + type
              + " "
              + shape
              + " needs a direct buffer of "
              + wanted
              + " bytes, got "
              + (bytes.isDirect() ? "" : "a heap buffer of ")
              + bytes.capacity());
    }
    return new TensorData(type, shape, bytes.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN));
  }

  /**
   * {@return zeros}
   *
   * @param type of an element
   * @param shape of the value; a scalar's is []
   */
  public static TensorData allocate(DataType type, Shape shape) {
    long wanted = (long) shape.size() * type.bytes();
    if (wanted > Integer.MAX_VALUE) {
      throw new ShapeException(
          "tensor data: "
              + type
              + " "
              + shape
              + " needs "
              + wanted
              + " bytes; one tensor holds at most 2^31-1");
    }
    return wrap(type, shape, ByteBuffer.allocateDirect((int) wanted));
  }

  /**
   * {@return a float32 tensor of these values, row-major}
   *
   * @param shape of the value; a scalar's is []
   * @param values as many as the shape has elements
   */
  public static TensorData of(Shape shape, float... values) {
    check(shape, values.length);
    TensorData data = allocate(DataType.F32, shape);
    data.bytes().asFloatBuffer().put(values);
    return data;
  }

  /**
   * {@return a float64 tensor of these values, row-major}
   *
   * @param shape of the value; a scalar's is []
   * @param values as many as the shape has elements
   */
  public static TensorData of(Shape shape, double... values) {
    check(shape, values.length);
    TensorData data = allocate(DataType.F64, shape);
    data.bytes().asDoubleBuffer().put(values);
    return data;
  }

  /**
   * {@return an unsigned byte tensor of these values, row-major}
   *
   * @param shape of the value; a scalar's is []
   * @param values as many as the shape has elements
   */
  public static TensorData of(Shape shape, byte... values) {
    check(shape, values.length);
    TensorData data = allocate(DataType.U8, shape);
    data.bytes().put(values);
    return data;
  }

  /**
   * {@return a float32 scalar}
   *
   * @param value narrowed to float32
   */
  public static TensorData scalar(double value) {
    return of(Shape.of(), (float) value);
  }

  private static void check(Shape shape, int length) {
    if (shape.size() != length) {
      throw new ShapeException(
          "tensor data: " + shape + " holds " + shape.size() + " elements, got " + length);
    }
  }

  /** {@return the element type} */
  public DataType type() {
    return type;
  }

  /** {@return the extents} */
  public Shape shape() {
    return shape;
  }

  /** {@return the bytes: a fresh little-endian view at position 0 that shares the contents} */
  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** {@return the values narrowed or widened to float; bytes are unsigned} */
  public float[] toFloats() {
    float[] values = new float[shape.size()];
    if (type == DataType.F32) {
      bytes().asFloatBuffer().get(values);
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) at(i);
      }
    }
    return values;
  }

  /** {@return the values widened to double; bytes are unsigned} */
  public double[] toDoubles() {
    double[] values = new double[shape.size()];
    if (type == DataType.F64) {
      bytes().asDoubleBuffer().get(values);
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = at(i);
      }
    }
    return values;
  }

  /**
   * {@return element {@code index} in row-major order, widened to double}
   *
   * @param index row-major, from 0
   */
  public double at(int index) {
    return switch (type) {
      case F32 -> bytes.getFloat(index * 4);
      case F64 -> bytes.getDouble(index * 8);
      case U8 -> bytes.get(index) & 0xff;
      case I64 -> bytes.getLong(index * 8);
    };
  }

  /** {@return a copy in a buffer of its own} */
  public TensorData copy() {
    TensorData copy = allocate(type, shape);
    copy.bytes().put(bytes());
    return copy;
  }

  @Override
  public String toString() {
    return type + " " + shape;
  }
}
