package org.harl.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.harl.trace.Op.Kind;

/**
 * Records a computation into a {@link Program}. What changes from run to run is an {@link #input};
 * a Java number becomes a constant. Variables live in a backend's session; reading one twice gives
 * the same tensor until it is assigned.
 */
public final class Recorder extends Emitter {
  private final Map<Double, Tensor> constants = new HashMap<>();
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final Variables variables = new Variables();
  private final Map<String, Integer> outputs = new LinkedHashMap<>();
  private final List<Composite> composites = new ArrayList<>();
  private boolean insideComposite;

  /** An empty recording. */
  public Recorder() {}

  /**
   * {@return a value fed anew at every run}
   *
   * @param name unique among its kind in the program
   * @param type what is fed: REAL or UINT8
   * @param shape of the value; a scalar's is []
   */
  public Tensor input(String name, ElementType type, Shape shape) {
    if (inputs.containsKey(name)) {
      throw new ShapeException("input: '" + name + "' is declared twice");
    }
    Tensor input = append(Kind.INPUT, type, shape, List.of(), name);
    inputs.put(name, input);
    return input;
  }

  /**
   * {@return a REAL scalar that stays the same for the life of the program}
   *
   * @param value finite
   */
  public Tensor constant(double value) {
    Tensor known = constants.get(value);
    if (known == null) {
      known = constant(TensorData.of(Shape.of(), value));
      constants.put(value, known);
    }
    return known;
  }

  /**
   * {@return REAL values that stay the same for the life of the program}
   *
   * @param values F32 or F64
   */
  public Tensor constant(TensorData values) {
    if (values.type() != DataType.F32 && values.type() != DataType.F64) {
      throw new ShapeException("constant: expected F32 or F64, got " + values);
    }
    Shape shape = values.shape();
    return append(
        Kind.CONSTANT, ElementType.REAL, shape, List.of(), List.of(), List.of(), List.of(), values);
  }

  /**
   * {@return the value that a session's variable has at this point of the recording}
   *
   * @param name unique among its kind in the program
   * @param shape of the value; a scalar's is []
   */
  public Tensor variable(String name, Shape shape) {
    return variables.value(
        name, shape, () -> append(Kind.VARIABLE, ElementType.REAL, shape, List.of(), name));
  }

  /**
   * Gives a variable, read before, a new value from here on.
   *
   * @param name of a variable that was read
   * @param value in the shape of the variable
   */
  public void assign(String name, Tensor value) {
    require("assign", ElementType.REAL, value);
    variables.requireAssignable(name, value.shape());
    List<Integer> in = List.of(value.id());
    variables.assign(name, append(Kind.ASSIGN, ElementType.REAL, value.shape(), in, name));
  }

  /**
   * {@return batch normalisation by the batch's own statistics; moves the running statistics}
   *
   * @param x [N, C] or [N, C, H, W]
   * @param weight [C]
   * @param bias [C]
   * @param runningMean name of a variable [C]
   * @param runningVariance name of a variable [C]
   * @param epsilon added to the biased variance
   * @param momentum the share of the new batch in the running statistics, 0.1 in torch's sense
   */
  public Tensor batchNormTrain(
      Tensor x,
      Tensor weight,
      Tensor bias,
      String runningMean,
      String runningVariance,
      double epsilon,
      double momentum) {
    require("batchNorm", ElementType.REAL, x, weight, bias);
    Shape perChannel = Shape.of(x.shape().dim(1));
    Shapes.channels(x.shape(), List.of(weight.shape(), bias.shape()));
    Shapes.requireStatistics(x.shape());
    List<String> running = List.of(runningMean, runningVariance);
    for (String name : running) {
      variables.moved(name, x.shape(), perChannel);
    }
    List<Integer> in = ids(List.of(x, weight, bias));
    List<Double> reals = List.of(epsilon, momentum);
    return append(Kind.BATCH_NORM_TRAIN, x.type(), x.shape(), in, running, List.of(), reals, null);
  }

  /**
   * {@return batch normalisation by given statistics, [C] each; no gradient flows to them}
   *
   * @param x REAL [N, C] or [N, C, H, W]
   * @param weight [C]
   * @param bias [C]
   * @param mean [C]
   * @param variance [C]
   * @param epsilon added to the variance, above 0
   */
  public Tensor batchNormEval(
      Tensor x, Tensor weight, Tensor bias, Tensor mean, Tensor variance, double epsilon) {
    require("batchNorm", ElementType.REAL, x, weight, bias, mean, variance);
    Shapes.channels(
        x.shape(), List.of(weight.shape(), bias.shape(), mean.shape(), variance.shape()));
    return emit(
        Kind.BATCH_NORM_EVAL,
        x.type(),
        x.shape(),
        List.of(x, weight, bias, mean, variance),
        List.of(),
        List.of(epsilon));
  }

  /**
   * {@return tensors one after the other along an axis}
   *
   * @param axis from 0, or negative from the end
   * @param parts at least one; equal in all other axes
   */
  public Tensor concat(int axis, List<Tensor> parts) {
    if (parts.isEmpty()) {
      throw new ShapeException("concat: nothing to concatenate");
    }
    require("concat", ElementType.REAL, parts.toArray(Tensor[]::new));
    int positive = Shapes.axis("concat", parts.get(0).shape(), axis);
    Shape joined = Shapes.concatenated(positive, parts.stream().map(Tensor::shape).toList());
    return emit(Kind.CONCAT, ElementType.REAL, joined, parts, List.of(positive), List.of());
  }

  /**
   * {@return the derivatives of a scalar by variables or inputs, each in its shape; zero where no
   * path leads}
   *
   * @param loss a scalar [] of this recording
   * @param by variables or inputs of this recording
   */
  public List<Tensor> gradients(Tensor loss, List<Tensor> by) {
    require("gradients", ElementType.REAL, loss);
    if (loss.shape().rank() != 0) {
      throw new ShapeException("gradients: the loss must be a scalar [], got " + loss.shape());
    }
    List<Tensor> result = new ArrayList<>();
    for (Tensor leaf : by) {
      require("gradients", ElementType.REAL, leaf);
      Kind kind = ops.get(leaf.id()).kind();
      if (kind != Kind.VARIABLE && kind != Kind.INPUT) {
        throw new ShapeException(
            "gradients: can differentiate by variables and inputs, not by " + ops.get(leaf.id()));
      }
      result.add(emit(Kind.GRADIENT, ElementType.REAL, leaf.shape(), List.of(loss, leaf)));
    }
    return result;
  }

  /**
   * Names a value that each run returns.
   *
   * @param name unique among its kind in the program
   * @param value of this recording
   */
  public void output(String name, Tensor value) {
    require("output", value.type(), value);
    if (outputs.putIfAbsent(name, value.id()) != null) {
      throw new ShapeException("output: '" + name + "' is declared twice");
    }
  }

  /**
   * Records {@code body} as a {@link Composite}: a run of primitives that a backend may replace by
   * a kernel of its own.
   *
   * @param formula what it computes; a backend that knows its type knows the order of inputs and
   *     outputs
   * @param inputs the values that the body may read, apart from constants
   * @param body records the primitives and returns the outputs
   * @return the outputs of the body
   */
  public List<Tensor> composite(
      Composite.Formula formula, List<Tensor> inputs, Function<List<Tensor>, List<Tensor>> body) {
    if (insideComposite) {
      throw new ShapeException(
          "composite: '" + formula.name() + "' is recorded inside another composite");
    }
    insideComposite = true;
    int from = ops.size();
    List<Tensor> results;
    try {
      results = body.apply(inputs);
    } finally {
      insideComposite = false;
    }
    // a fused composite computes none of its primitives: later ones must not read its constants
    constants.values().removeIf(constant -> constant.id() >= from);
    composites.add(new Composite(formula, from, ops.size(), ids(inputs), ids(results)));
    return results;
  }

  /** {@return what was recorded so far} */
  public Program program() {
    return new Program(ops, outputs, composites);
  }
}
