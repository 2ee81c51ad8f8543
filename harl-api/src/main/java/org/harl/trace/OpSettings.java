package org.harl.trace;

import java.util.List;

/**
 * What the lists of an {@link Op} mean, by name. Each accessor belongs to the kinds that it names
 * and refuses all others with an {@link IllegalStateException}: the lists' order is read here and
 * nowhere else.
 */
public sealed interface OpSettings permits Op {
  /** {@return what the primitive computes} */
  Op.Kind kind();

  /** {@return ids of earlier primitives} */
  List<Integer> inputs();

  /** {@return names of inputs or variables} */
  List<String> names();

  /** {@return integer attributes} */
  List<Integer> ints();

  /** {@return real attributes} */
  List<Double> reals();

  /** {@return the only name (INPUT, VARIABLE, ASSIGN)} */
  default String name() {
    return switch (kind()) {
      case INPUT, VARIABLE, ASSIGN -> names().get(0);
      default -> throw without("name");
    };
  }

  /**
   * {@return the id of what the primitive works on: the only input of those that have one; the
   * image of CONV2D; the value that batch norm normalises; the first part of CONCAT; x of
   * GATHER_ROWS and SCATTER_ROWS}
   */
  default int input() {
    return switch (kind()) {
      case ASSIGN, NEGATE, ABS, EXP, LOG, SQRT, RSQRT, FLOOR, RELU, CLAMP -> inputs().get(0);
      case BROADCAST, RESHAPE, TRANSPOSE, CONCAT, SLICE, SUM, MEAN, MAX -> inputs().get(0);
      case CONV2D, MAX_POOL2D, BATCH_NORM_TRAIN, BATCH_NORM_EVAL -> inputs().get(0);
      case STOP_GRADIENT, CAST, GATHER_ROWS, SCATTER_ROWS -> inputs().get(0);
      default -> throw without("single input");
    };
  }

  /** {@return the id of the left factor (MATMUL)} */
  default int left() {
    return input(Op.Kind.MATMUL, 0, "left factor");
  }

  /** {@return the id of the right factor (MATMUL)} */
  default int right() {
    return input(Op.Kind.MATMUL, 1, "right factor");
  }

  /** {@return the id of the weight (CONV2D, BATCH_NORM_TRAIN, BATCH_NORM_EVAL)} */
  default int weight() {
    return switch (kind()) {
      case CONV2D, BATCH_NORM_TRAIN, BATCH_NORM_EVAL -> inputs().get(1);
      default -> throw without("weight");
    };
  }

  /** {@return the id of the bias (BATCH_NORM_TRAIN, BATCH_NORM_EVAL)} */
  default int bias() {
    return switch (kind()) {
      case BATCH_NORM_TRAIN, BATCH_NORM_EVAL -> inputs().get(2);
      default -> throw without("bias");
    };
  }

  /** {@return the id of the mean (BATCH_NORM_EVAL)} */
  default int mean() {
    return input(Op.Kind.BATCH_NORM_EVAL, 3, "mean");
  }

  /** {@return the id of the variance (BATCH_NORM_EVAL)} */
  default int variance() {
    return input(Op.Kind.BATCH_NORM_EVAL, 4, "variance");
  }

  /** {@return the id of the rows that take the place of others (SCATTER_ROWS)} */
  default int rows() {
    return input(Op.Kind.SCATTER_ROWS, 1, "rows");
  }

  /** {@return the id of the numbers of rows of x (GATHER_ROWS, SCATTER_ROWS)} */
  default int numbers() {
    return switch (kind()) {
      case GATHER_ROWS -> inputs().get(1);
      case SCATTER_ROWS -> inputs().get(2);
      default -> throw without("numbers");
    };
  }

  /** {@return the id of the scalar that is differentiated (GRADIENT)} */
  default int loss() {
    return input(Op.Kind.GRADIENT, 0, "loss");
  }

  /** {@return the id of the VARIABLE or INPUT that it is differentiated by (GRADIENT)} */
  default int leaf() {
    return input(Op.Kind.GRADIENT, 1, "leaf");
  }

  /** {@return the variable of the running mean (BATCH_NORM_TRAIN)} */
  default String runningMean() {
    require(Op.Kind.BATCH_NORM_TRAIN, "running mean");
    return names().get(0);
  }

  /** {@return the variable of the running variance (BATCH_NORM_TRAIN)} */
  default String runningVariance() {
    require(Op.Kind.BATCH_NORM_TRAIN, "running variance");
    return names().get(1);
  }

  /** {@return the axes reduced over, at least one, ascending, from 0 (SUM, MEAN, MAX)} */
  default List<Integer> axes() {
    return switch (kind()) {
      case SUM, MEAN, MAX -> ints();
      default -> throw without("axes");
    };
  }

  /** {@return the input axis that becomes each output axis (TRANSPOSE)} */
  default List<Integer> permutation() {
    require(Op.Kind.TRANSPOSE, "permutation");
    return ints();
  }

  /** {@return the axis that parts lie along, from 0 (CONCAT, SLICE)} */
  default int axis() {
    return switch (kind()) {
      case CONCAT, SLICE -> ints().get(0);
      default -> throw without("axis");
    };
  }

  /** {@return the first element along the axis that is taken (SLICE)} */
  default int from() {
    require(Op.Kind.SLICE, "from");
    return ints().get(1);
  }

  /** {@return the first element along the axis that is not taken any more (SLICE)} */
  default int to() {
    require(Op.Kind.SLICE, "to");
    return ints().get(2);
  }

  /** {@return the side of the window, at least 1 (MAX_POOL2D)} */
  default int kernel() {
    require(Op.Kind.MAX_POOL2D, "kernel");
    return ints().get(0);
  }

  /** {@return pixels from window to window, at least 1 (CONV2D, MAX_POOL2D)} */
  default int stride() {
    return switch (kind()) {
      case CONV2D -> ints().get(0);
      case MAX_POOL2D -> ints().get(1);
      default -> throw without("stride");
    };
  }

  /** {@return pixels added on every side, at least 0 (CONV2D, MAX_POOL2D)} */
  default int padding() {
    return switch (kind()) {
      case CONV2D -> ints().get(1);
      case MAX_POOL2D -> ints().get(2);
      default -> throw without("padding");
    };
  }

  /** {@return groups that channels and filters are divided into, at least 1 (CONV2D)} */
  default int groups() {
    require(Op.Kind.CONV2D, "groups");
    return ints().get(2);
  }

  /** {@return the smallest value that stays (CLAMP)} */
  default double low() {
    require(Op.Kind.CLAMP, "low");
    return reals().get(0);
  }

  /** {@return the largest value that stays (CLAMP)} */
  default double high() {
    require(Op.Kind.CLAMP, "high");
    return reals().get(1);
  }

  /** {@return what is added to the variance (BATCH_NORM_TRAIN, BATCH_NORM_EVAL)} */
  default double epsilon() {
    return switch (kind()) {
      case BATCH_NORM_TRAIN, BATCH_NORM_EVAL -> reals().get(0);
      default -> throw without("epsilon");
    };
  }

  /** {@return the share of the batch in the running statistics, 0 to 1 (BATCH_NORM_TRAIN)} */
  default double momentum() {
    require(Op.Kind.BATCH_NORM_TRAIN, "momentum");
    return reals().get(1);
  }

  private int input(Op.Kind kind, int place, String what) {
    require(kind, what);
    return inputs().get(place);
  }

  private void require(Op.Kind kind, String what) {
    if (kind() != kind) {
      throw without(what);
    }
  }

  private IllegalStateException without(String what) {
    return new IllegalStateException(
        "'" + what + "' asked of " + this + ", which has none; ask the kind of a primitive first");
  }
}
