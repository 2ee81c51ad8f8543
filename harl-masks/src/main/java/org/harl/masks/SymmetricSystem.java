package org.harl.masks;

/** Linear equations with a symmetric, positive definite matrix, by Cholesky's factors. */
final class SymmetricSystem {
  private final double[][] lower;

  /**
   * Factors a matrix.
   *
   * @param matrix [n][n]; its lower triangle is read, nothing is changed
   */
  SymmetricSystem(double[][] matrix) {
    int n = matrix.length;
    lower = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] row = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        double[] other = j == i ? row : lower[j];
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= row[k] * other[k];
        }
        row[j] = j == i ? Math.sqrt(sum) : sum / other[j];
      }
      lower[i] = row;
    }
  }

  /** The solution for a right-hand side [n]. */
  double[] solve(double[] right) {
    double[] x = right.clone();
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= lower[i][k] * x[k];
      }
      x[i] /= lower[i][i];
    }
    for (int i = x.length - 1; i >= 0; i--) {
      x[i] /= lower[i][i];
      for (int k = 0; k < i; k++) {
        x[k] -= lower[i][k] * x[i];
      }
    }
    return x;
  }

  /** The diagonal of the inverse, [n]: the squared lengths of the columns of the factor's. */
  double[] inverseDiagonal() {
    double[] diagonal = new double[lower.length];
    double[] column = new double[lower.length];
    for (int j = 0; j < diagonal.length; j++) {
      for (int i = j; i < diagonal.length; i++) {
        double[] row = lower[i];
        double sum = i == j ? 1 : 0;
        for (int k = j; k < i; k++) {
          sum -= row[k] * column[k];
        }
        column[i] = sum / row[i];
        diagonal[j] += column[i] * column[i];
      }
    }
    return diagonal;
  }
}
