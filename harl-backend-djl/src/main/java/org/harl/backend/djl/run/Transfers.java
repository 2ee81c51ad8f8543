package org.harl.backend.djl.run;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.List;
import org.harl.error.HarlException;
import org.harl.spi.Precision;
import org.harl.trace.ElementType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** Values between the host's buffers and the engine. */
final class Transfers {
  private final PtNDManager manager;
  private final Kernels kernels;
  private final DataType real;

  Transfers(PtNDManager manager, Precision precision, Kernels kernels) {
    this.manager = manager;
    this.kernels = kernels;
    real = precision == Precision.FLOAT64 ? DataType.FLOAT64 : DataType.FLOAT32;
  }

  /** A tensor of its own with the session's element type; of rank 4 with channels last. */
  PtNDArray variable(TensorData value) {
    try (PtNDArray fed = feed(value, ElementType.REAL)) {
      return value.shape().rank() == 4 ? kernels.channelsLast(fed) : JniUtils.clone(fed);
    }
  }

  /** A tensor that may read the buffer in place: it must not outlive the run. */
  PtNDArray feed(TensorData value, ElementType type) {
    DataType stored =
        switch (value.type()) {
          case F32 -> DataType.FLOAT32;
          case F64 -> DataType.FLOAT64;
          case U8 -> DataType.UINT8;
          case I64 -> DataType.INT64;
        };
    PtNDArray fed =
        JniUtils.createNdFromByteBuffer(
            manager,
            value.bytes(),
            shape(value.shape()),
            stored,
            SparseFormat.DENSE,
            manager.getDevice());
    if (type != ElementType.REAL || stored == real) {
      return fed;
    }
    try (fed) {
      return real(fed);
    }
  }

  /** In the session's element type. */
  PtNDArray real(PtNDArray x) {
    return JniUtils.to(x, real, manager.getDevice());
  }

  /** Numbers of rows [N] as whole ones for each of so many columns, [N, columns]. */
  PtNDArray places(PtNDArray numbers, int columns) {
    long rows = numbers.getShape().get(0);
    try (PtNDArray whole = JniUtils.to(numbers, DataType.INT64, manager.getDevice());
        PtNDArray column = JniUtils.reshape(whole, new long[] {rows, 1})) {
      return JniUtils.broadcast(column, new ai.djl.ndarray.types.Shape(rows, columns));
    }
  }

  /** Whole numbers for a kernel, on the CPU. */
  PtNDArray numbers(List<Integer> values) {
    long[] numbers = values.stream().mapToLong(Integer::longValue).toArray();
    try (PtNDManager host = manager.newSubManager(Device.cpu())) {
      PtNDArray array = (PtNDArray) host.create(numbers);
      array.attach(manager);
      return array;
    }
  }

  PtNDArray zeros(Shape shape) {
    return JniUtils.createZerosNdArray(
        manager, shape(shape), real, manager.getDevice(), SparseFormat.DENSE);
  }

  /** One real number in the session's element type. */
  PtNDArray number(double value) {
    return JniUtils.full(
        manager,
        new ai.djl.ndarray.types.Shape(),
        value,
        real,
        manager.getDevice(),
        SparseFormat.DENSE);
  }

  /** A copy on the host, row-major. */
  TensorData toHost(PtNDArray x, Shape shape) {
    ByteBuffer bytes = JniUtils.getByteBuffer(x, false);
    org.harl.trace.DataType type =
        switch (bytes.remaining() / shape.size()) {
          case 4 -> org.harl.trace.DataType.F32;
          case 8 -> org.harl.trace.DataType.F64;
          default ->
              throw new HarlException(
                  "backend 'djl': " + bytes.remaining() + " bytes came back for " + shape);
        };
    TensorData data = TensorData.allocate(type, shape);
    data.bytes().put(bytes);
    return data;
  }

  static ai.djl.ndarray.types.Shape shape(Shape shape) {
    return new ai.djl.ndarray.types.Shape(longs(shape));
  }

  static long[] longs(Shape shape) {
    return shape.dims().stream().mapToLong(Integer::longValue).toArray();
  }
}
