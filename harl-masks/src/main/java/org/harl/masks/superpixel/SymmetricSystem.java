package org.harl.masks.superpixel;

/**
 * Linear equations with a symmetric, positive definite matrix, by Cholesky's factors. What stands
 * before the first number of a row that is not 0 stays 0 in the factor and costs nothing.
 */
final class SymmetricSystem {
  private final double[][] lower;
  private final int[] first;

  /**
   * Factors a matrix.
   *
   * @param matrix [n][n]; its lower triangle is read, nothing is changed
   */
  SymmetricSystem(double[][] matrix) {
    int n = matrix.length;
    lower = new double[n][];
    first = new int[n];
    for (int i = 0; i < n; i++) {
      while (first[i] < i && matrix[i][first[i]] == 0) {
        first[i]++;
      }
      double[] row = new double[i + 1];
      for (int j = first[i]; j <= i; j++) {
        double[] other = j == i ? row : lower[j];
        double sum = matrix[i][j];
        for (int k = Math.max(first[i], first[j]); k < j; k++) {
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
      for (int k = first[i]; k < i; k++) {
        x[i] -= lower[i][k] * x[k];
      }
      x[i] /= lower[i][i];
    }
    for (int i = x.length - 1; i >= 0; i--) {
      x[i] /= lower[i][i];
      for (int k = first[i]; k < i; k++) {
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
        for (int k = Math.max(j, first[i]); k < i; k++) {
          sum -= row[k] * column[k];
        }
        column[i] = sum / row[i];
        diagonal[j] += column[i] * column[i];
      }
    }
    return diagonal;
  }
}
