package org.harl.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One primitive of a {@link Program}: it computes the value number {@code id} from the values
 * {@code inputs}. What its lists hold is told by {@link Kind} and read by the accessors of {@link
 * OpSettings}.
 *
 * @param id its position in the program
 * @param kind what it computes
 * @param type the element type of its value
 * @param shape the shape of its value
 * @param inputs ids of earlier primitives
 * @param names names of inputs or variables, where the kind says so
 * @param ints integer attributes, where the kind says so
 * @param reals real attributes, where the kind says so
 * @param data the values of a {@link Kind#CONSTANT}, null otherwise
 */
public record Op(
    int id,
    Kind kind,
    ElementType type,
    Shape shape,
    List<Integer> inputs,
    List<String> names,
    List<Integer> ints,
    List<Double> reals,
    @Nullable TensorData data)
    implements OpSettings {

  /** Copies the lists. */
  public Op {
    inputs = List.copyOf(inputs);
    names = List.copyOf(names);
    ints = List.copyOf(ints);
    reals = List.copyOf(reals);
  }

  @Override
  public String toString() {
    return "%"
        + id
        + " = "
        + kind
        + inputs
        + (names.isEmpty() ? "" : " " + names)
        + (ints.isEmpty() ? "" : " " + ints)
        + (reals.isEmpty() ? "" : " " + reals)
        + " : "
        + type
        + " "
        + shape;
  }

  /**
   * The closed list of primitives. Binary elementwise kinds broadcast as numpy does. Reductions
   * keep their axes with extent 1. Everything is REAL unless said otherwise.
   */
  public enum Kind {
    /** A value fed at every run; names: its name; any type. */
    INPUT,
    /** The value that the variable has at this point of the program; names: its name. */
    VARIABLE,
    /** {@code data}, float32 or float64. */
    CONSTANT,
    /**
     * Gives the variable a new value from here on; names: its name; inputs: the value, which is
     * also the result.
     */
    ASSIGN,
    /** a + b. */
    ADD,
    /** a - b. */
    SUBTRACT,
    /** a * b. */
    MULTIPLY,
    /** a / b. */
    DIVIDE,
    /** max(a, b). */
    MAXIMUM,
    /** min(a, b). */
    MINIMUM,
    /** a &lt; b, BOOL. */
    LESS,
    /** inputs: condition (BOOL), a, b; a where the condition holds, else b. */
    SELECT,
    /** -a. */
    NEGATE,
    /** |a|. */
    ABS,
    /** e^a. */
    EXP,
    /** Natural logarithm. */
    LOG,
    /** Square root. */
    SQRT,
    /** 1 / sqrt(a). */
    RSQRT,
    /** The largest integer not above a; zero gradient. */
    FLOOR,
    /** max(a, 0); zero gradient at 0. */
    RELU,
    /** min(max(a, lo), hi); reals: lo, hi. */
    CLAMP,
    /** a repeated to the op's shape, by numpy's rules. */
    BROADCAST,
    /** a in row-major order under the op's shape. */
    RESHAPE,
    /** ints: the input axis that becomes each output axis. */
    TRANSPOSE,
    /** ints: axis; inputs one after the other along it. */
    CONCAT,
    /** ints: axis, from (inclusive), to (exclusive). */
    SLICE,
    /** ints: axes. */
    SUM,
    /** ints: axes. */
    MEAN,
    /** ints: axes; the gradient is shared equally by ties. */
    MAX,
    /** [.., n, k] by [.., k, m]; the leading extents are equal. */
    MATMUL,
    /**
     * inputs: [N, C, H, W], weight [O, C/groups, kh, kw]; ints: stride, pad, groups; zero padding.
     */
    CONV2D,
    /** ints: kernel, stride, pad; padding never wins. */
    MAX_POOL2D,
    /**
     * inputs: x [N, C] or [N, C, H, W], weight [C], bias [C]; names: variables of running mean and
     * variance; reals: epsilon, momentum. Normalises by the batch's mean and biased variance; then
     * running = (1 - momentum) * running + momentum * batch, with the unbiased variance.
     */
    BATCH_NORM_TRAIN,
    /** inputs: x, weight, bias, mean, variance, the last two without gradient; reals: epsilon. */
    BATCH_NORM_EVAL,
    /** a, through which no gradient flows. */
    STOP_GRADIENT,
    /** a in the op's type: UINT8 or BOOL to REAL. */
    CAST,
    /**
     * inputs: scalar loss, a VARIABLE or INPUT; the derivative of the one by the other, zero where
     * none flows.
     */
    GRADIENT,
    /**
     * inputs: x [R, D], numbers [N]; row i of the result is the row of x that number i says.
     * Numbers are whole, within 0..R-1, and get no gradient; what others give is undefined.
     */
    GATHER_ROWS,
    /**
     * inputs: x [R, D], rows [N, D], numbers [N] as in GATHER_ROWS; x with row i in the place that
     * number i says. Where a number comes again, so must its row, and gradients are undefined.
     */
    SCATTER_ROWS
  }
}
