package org.harl.tck.golden;

import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** The values that golden files of networks start from. */
public final class ClosedForm {
  private ClosedForm() {}

  /**
   * {@return a tensor of a network: v = sin(0.37 i + 1.91 j), scaled by what the tensor is}
   *
   * @param name its last part says what the tensor is
   * @param shape of the tensor
   * @param j its place among the network's tensors
   */
  public static TensorData filled(String name, Shape shape, int j) {
    double[] values = new double[shape.size()];
    double offset = offset(name, shape);
    double scale = scale(name, shape);
    for (int i = 0; i < values.length; i++) {
      values[i] = offset + scale * Math.sin(0.37 * i + 1.91 * j);
    }
    return TensorData.of(shape, values);
  }

  private static double offset(String name, Shape shape) {
    boolean factor = name.endsWith("weight") || name.endsWith("running_var");
    return shape.rank() == 1 && factor ? 1 : 0;
  }

  private static double scale(String name, Shape shape) {
    if (shape.rank() > 1) {
      return Math.sqrt(2.0 * shape.dim(0) / shape.size());
    } else if (name.endsWith("running_mean")) {
      return 0.05;
    }
    return name.endsWith("running_var") ? 0.2 : 0.1;
  }

  /**
   * {@return {@code sin(i pace)}, row-major}
   *
   * @param shape of the value; a scalar's is []
   * @param pace radians an element
   */
  public static TensorData wave(Shape shape, double pace) {
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(i * pace);
    }
    return TensorData.of(shape, values);
  }

  /**
   * Keys of length 1, of which a file's columns [D, K] have twelve digits: element i of [D, K] is
   * {@code sin(0.83 i + phase)}, over its column's length.
   *
   * @param keys K
   * @param size D
   * @param phase radians
   * @return [K, D]
   */
  public static TensorData keys(int keys, int size, double phase) {
    double[] values = new double[keys * size];
    for (int key = 0; key < keys; key++) {
      double squares = 0;
      for (int i = 0; i < size; i++) {
        double value = Math.sin(0.83 * (i * keys + key) + phase);
        values[key * size + i] = value;
        squares += value * value;
      }
      for (int i = 0; i < size; i++) {
        values[key * size + i] /= Math.sqrt(squares);
      }
    }
    return TensorData.of(Shape.of(keys, size), values);
  }
}
