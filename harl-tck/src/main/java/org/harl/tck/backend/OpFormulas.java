package org.harl.tck.backend;

import org.harl.trace.Op.Kind;

/** What each primitive computes, as RULES.md prints it. */
final class OpFormulas {
  private OpFormulas() {}

  static String of(Kind kind) {
    return switch (kind) {
      case INPUT -> "the value fed to this run";
      case VARIABLE -> "the variable's value at this point of the program";
      case CONSTANT -> "the values given while recording, rounded once to the precision";
      case ASSIGN -> "variable <- a, from here on; y = a";
      case STOP_GRADIENT -> "a; no gradient";
      case CAST -> "bytes are unsigned, conditions 0 or 1";
      case GRADIENT -> "d loss / d leaf, zero where no path leads";
      default -> elementwise(kind);
    };
  }

  private static String elementwise(Kind kind) {
    return switch (kind) {
      case ADD -> "a + b";
      case SUBTRACT -> "a - b";
      case MULTIPLY -> "a b";
      case DIVIDE -> "a / b";
      case MAXIMUM -> "max(a, b)";
      case MINIMUM -> "min(a, b)";
      case LESS -> "1 if a < b, else 0; no gradient";
      case SELECT -> "a where the condition holds, else b";
      case NEGATE -> "-a";
      case ABS -> "|a|";
      case EXP -> "e^a";
      case LOG -> "ln a";
      case SQRT -> "a^(1/2)";
      case RSQRT -> "a^(-1/2)";
      case FLOOR -> "the largest integer not above a; zero gradient";
      case RELU -> "max(a, 0); zero gradient at 0";
      case CLAMP -> "min(max(a, lo), hi)";
      default -> arrangement(kind);
    };
  }

  private static String arrangement(Kind kind) {
    return switch (kind) {
      case BROADCAST -> "numpy's rules; the gradient is summed";
      case RESHAPE -> "row-major order under another shape";
      case TRANSPOSE -> "axis p[i] becomes axis i";
      case CONCAT -> "inputs one after the other along an axis";
      case SLICE -> "from (inclusive) to (exclusive) along an axis";
      case SUM -> "sum over axes, extent 1 kept";
      case MEAN -> "mean over axes, extent 1 kept";
      case MAX -> "maximum over axes; ties share the gradient equally";
      case GATHER_ROWS -> "y_i = x[number_i]; no gradient by the numbers";
      case SCATTER_ROWS -> "x with x[number_i] <- row_i; no gradient by the numbers";
      default -> layer(kind);
    };
  }

  private static String layer(Kind kind) {
    return switch (kind) {
      case MATMUL -> "sum_k a[.., n, k] b[.., k, m]";
      case CONV2D ->
          "sum_cij x[n, c, y s - p + i, x s - p + j] w[o, c, i, j], zero padding, groups";
      case MAX_POOL2D -> "maximum under each window; padding never wins";
      case BATCH_NORM_TRAIN ->
          "(x - mean) / sqrt(biased var + eps) w + b; running <- (1 - m) running + m batch, unbiased";
      case BATCH_NORM_EVAL -> "(x - mean) / sqrt(var + eps) w + b; no gradient by mean and var";
      default -> throw new IllegalArgumentException("no formula of " + kind);
    };
  }
}
