package org.harl.trace;

import java.util.List;

/**
 * What the lists of an {@link Op} mean, by name. Each accessor belongs to the kinds that it names
 * and refuses all others with an {@link IllegalStateException}: the lists' order is read here and
 * nowhere else.
 */
public sealed interface OpSettings permits Op {
  /** What the primitive computes. */
  Op.Kind kind();

  /** Ids of earlier primitives. */
  List<Integer> inputs();

  /** Names of inputs or variables. */
  List<String> names();

  /** Integer attributes. */
  List<Integer> ints();

  /** Real attributes. */
  List<Double> reals();

  /** INPUT, VARIABLE, ASSIGN: the only name. */
  default String name() {
    return switch (kind()) {
      case INPUT, VARIABLE, ASSIGN -> names().get(0);
      default -> throw without("name");
    };
  }

  /**
   * The id of what the primitive works on: the only input of those that have one; the image of
   * CONV2D; the value that batch norm normalises; the first part of CONCAT; x of GATHER_ROWS and
   * SCATTER_ROWS.
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

  /** MATMUL: the id of the left factor. */
  default int left() {
    return input(Op.Kind.MATMUL, 0, "left factor");
  }

  /** MATMUL: the id of the right factor. */
  default int right() {
    return input(Op.Kind.MATMUL, 1, "right factor");
  }

  /** CONV2D, BATCH_NORM_TRAIN, BATCH_NORM_EVAL: the id of the weight. */
  default int weight() {
    return switch (kind()) {
      case CONV2D, BATCH_NORM_TRAIN, BATCH_NORM_EVAL -> inputs().get(1);
      default -> throw without("weight");
    };
  }

  /** BATCH_NORM_TRAIN, BATCH_NORM_EVAL: the id of the bias. */
  default int bias() {
    return switch (kind()) {
      case BATCH_NORM_TRAIN, BATCH_NORM_EVAL -> inputs().get(2);
      default -> throw without("bias");
    };
  }

  /** BATCH_NORM_EVAL: the id of the mean. */
  default int mean() {
    return input(Op.Kind.BATCH_NORM_EVAL, 3, "mean");
  }

  /** BATCH_NORM_EVAL: the id of the variance. */
  default int variance() {
    return input(Op.Kind.BATCH_NORM_EVAL, 4, "variance");
  }

  /** SCATTER_ROWS: the id of the rows that take the place of others. */
  default int rows() {
    return input(Op.Kind.SCATTER_ROWS, 1, "rows");
  }

  /** GATHER_ROWS, SCATTER_ROWS: the id of the numbers of rows of x. */
  default int numbers() {
    return switch (kind()) {
      case GATHER_ROWS -> inputs().get(1);
      case SCATTER_ROWS -> inputs().get(2);
      default -> throw without("numbers");
    };
  }

  /** GRADIENT: the id of the scalar that is differentiated. */
  default int loss() {
    return input(Op.Kind.GRADIENT, 0, "loss");
  }

  /** GRADIENT: the id of the VARIABLE or INPUT that it is differentiated by. */
  default int leaf() {
    return input(Op.Kind.GRADIENT, 1, "leaf");
  }

  /** BATCH_NORM_TRAIN: the variable of the running mean. */
  default String runningMean() {
    require(Op.Kind.BATCH_NORM_TRAIN, "running mean");
    return names().get(0);
  }

  /** BATCH_NORM_TRAIN: the variable of the running variance. */
  default String runningVariance() {
    require(Op.Kind.BATCH_NORM_TRAIN, "running variance");
    return names().get(1);
  }

  /** SUM, MEAN, MAX: the axes reduced over, at least one, ascending, from 0. */
  default List<Integer> axes() {
    return switch (kind()) {
      case SUM, MEAN, MAX -> ints();
      default -> throw without("axes");
    };
  }

  /** TRANSPOSE: the input axis that becomes each output axis. */
  default List<Integer> permutation() {
    require(Op.Kind.TRANSPOSE, "permutation");
    return ints();
  }

  /** CONCAT, SLICE: the axis that parts lie along, from 0. */
  default int axis() {
    return switch (kind()) {
      case CONCAT, SLICE -> ints().get(0);
      default -> throw without("axis");
    };
  }

  /** SLICE: the first element along the axis that is taken. */
  default int from() {
    require(Op.Kind.SLICE, "from");
    return ints().get(1);
  }

  /** SLICE: the first element along the axis that is not taken any more. */
  default int to() {
    require(Op.Kind.SLICE, "to");
    return ints().get(2);
  }

  /** MAX_POOL2D: the side of the window, at least 1. */
  default int kernel() {
    require(Op.Kind.MAX_POOL2D, "kernel");
    return ints().get(0);
  }

  /** CONV2D, MAX_POOL2D: pixels from window to window, at least 1. */
  default int stride() {
    return switch (kind()) {
      case CONV2D -> ints().get(0);
      case MAX_POOL2D -> ints().get(1);
      default -> throw without("stride");
    };
  }

  /** CONV2D, MAX_POOL2D: pixels added on every side, at least 0. */
  default int padding() {
    return switch (kind()) {
      case CONV2D -> ints().get(1);
      case MAX_POOL2D -> ints().get(2);
      default -> throw without("padding");
    };
  }

  /** CONV2D: groups that channels and filters are divided into, at least 1. */
  default int groups() {
    require(Op.Kind.CONV2D, "groups");
    return ints().get(2);
  }

  /** CLAMP: the smallest value that stays. */
  default double low() {
    require(Op.Kind.CLAMP, "low");
    return reals().get(0);
  }

  /** CLAMP: the largest value that stays. */
  default double high() {
    require(Op.Kind.CLAMP, "high");
    return reals().get(1);
  }

  /** BATCH_NORM_TRAIN, BATCH_NORM_EVAL: what is added to the variance. */
  default double epsilon() {
    return switch (kind()) {
      case BATCH_NORM_TRAIN, BATCH_NORM_EVAL -> reals().get(0);
      default -> throw without("epsilon");
    };
  }

  /** BATCH_NORM_TRAIN: the share of the batch in the running statistics, 0 to 1. */
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
