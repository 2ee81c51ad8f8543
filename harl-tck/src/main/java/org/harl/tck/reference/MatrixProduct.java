package org.harl.tck.reference;

import java.util.List;
import org.harl.trace.Op;
import org.harl.trace.Shape;

/** Products of matrices over the last two axes, one for each place of the leading axes. */
final class MatrixProduct {
  private MatrixProduct() {}

  static Array forward(Op op, List<Array> in) {
    return product(in.get(0), in.get(1));
  }

  static List<Array> backward(List<Array> in, Array gradient) {
    Array a = in.get(0);
    Array b = in.get(1);
    return List.of(product(gradient, flipped(b)), product(flipped(a), gradient));
  }

  private static Array product(Array a, Array b) {
    int n = a.shape().dim(-2);
    int k = a.shape().dim(-1);
    int m = b.shape().dim(-1);
    Array out = Array.zeros(a.shape().with(-1, m));
    for (int row = 0; row < out.values().length / m; row++) {
      int matrix = row / n;
      for (int i = 0; i < k; i++) {
        double factor = a.values()[row * k + i];
        int from = (matrix * k + i) * m;
        for (int j = 0; j < m; j++) {
          out.values()[row * m + j] += factor * b.values()[from + j];
        }
      }
    }
    return out;
  }

  /** The last two axes exchanged. */
  private static Array flipped(Array a) {
    int n = a.shape().dim(-2);
    int k = a.shape().dim(-1);
    Shape shape = a.shape().with(-2, k).with(-1, n);
    double[] values = new double[a.values().length];
    for (int i = 0; i < values.length; i++) {
      int matrix = i / (n * k) * n * k;
      values[matrix + i % k * n + i / k % n] = a.values()[i];
    }
    return new Array(shape, values);
  }
}
