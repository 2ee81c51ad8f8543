package org.harl.backend.tf.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.harl.spi.Precision;
import org.harl.spi.support.NarrowValues;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * A program as part of a graph, made once. While it is made, a variable's value is a value like any
 * other; a run assigns the last ones, and only after all of them are computed: a run that fails
 * leaves the variables as they were.
 */
public final class Trace {
  private final Ops tf;
  private final Program program;
  private final Map<String, ? extends Weight> weights;
  private final Extents extents;
  private final Class<? extends TFloating> real;
  private final Values values;
  private final Primitives primitives;
  private final Layers layers;
  private final Gradients gradients;
  private final Map<String, Placeholder<? extends TType>> inputs = new LinkedHashMap<>();
  private final Map<String, Operand<TNumber>> read = new LinkedHashMap<>();
  private final Map<String, Operand<TNumber>> current = new LinkedHashMap<>();

  private Trace(
      Ops tf,
      Program program,
      Map<String, ? extends Weight> weights,
      Extents extents,
      Arithmetic arithmetic) {
    this.tf = tf;
    this.program = program;
    this.weights = weights;
    this.extents = extents;
    real = arithmetic.real();
    boolean isNarrow = arithmetic.precision() == Precision.BFLOAT16;
    Set<Integer> narrow = isNarrow ? NarrowValues.of(program) : Set.of();
    values = new Values(tf, program, extents, narrow, real);
    primitives = new Primitives(tf, values, real);
    layers = new Layers(tf, values, arithmetic);
    gradients = new Gradients(tf, program, values);
  }

  /**
   * What a run feeds, fetches and does.
   *
   * @param inputs takes the feeds
   * @param outputs the values to fetch, as recorded
   * @param commit assigns the variables
   */
  public record Traced(
      Map<String, Placeholder<? extends TType>> inputs,
      Map<String, Operand<TNumber>> outputs,
      org.tensorflow.op.Op commit) {}

  /** Adds a program to the graph. */
  public static Traced of(
      Ops tf, Program program, Map<String, Variable> variables, Arithmetic arithmetic) {
    Trace trace = new Trace(tf, program, variables, Extents.fixed(tf, program), arithmetic);
    trace.values();
    Map<String, Operand<TNumber>> outputs = trace.outputs();
    return new Traced(trace.inputs, outputs, trace.commit(outputs));
  }

  /**
   * A float32 program of images as TensorFlow has them, of any number; it assigns nothing.
   *
   * @param images its only input, [N, C, H, W], which becomes [any, H, W, C]
   * @param frozen its weights
   */
  public static Traced served(
      Ops tf, Program program, String images, Map<String, Weight> frozen, Extents extents) {
    Trace trace = new Trace(tf, program, frozen, extents, new Arithmetic(Precision.FLOAT32, false));
    Op input = program.inputs().get(images);
    Value fed = trace.input(input, Layout.IMAGES);
    extents.count(tf.squeeze(tf.shape.size(fed.operand(), tf.constant(0))));
    trace.values.put(input.id(), fed);
    trace.values();
    return new Traced(trace.inputs, trace.outputs(), tf.noOp());
  }

  private void values() {
    for (Op op : program.ops()) {
      if (values.get(op.id()) == null) {
        values.put(op.id(), value(op));
      }
    }
  }

  private Value value(Op op) {
    return switch (op.kind()) {
      case INPUT -> input(op, Layout.plain(op.shape().rank()));
      case VARIABLE -> variable(op);
      case CONSTANT -> constant(op);
      case ASSIGN -> assign(op);
      case GRADIENT -> gradients.of(op);
      case CONV2D -> layers.convolution(op);
      case MAX_POOL2D -> layers.maxPool(op);
      case BATCH_NORM_TRAIN -> batchNorm(op);
      case BATCH_NORM_EVAL -> layers.batchNormEval(op);
      default -> primitives.compute(op);
    };
  }

  private Value input(Op op, Layout layout) {
    Class<? extends TType> type = op.type() == ElementType.UINT8 ? TUint8.class : real;
    Placeholder<? extends TType> input =
        tf.placeholder(type, Placeholder.shape(Transfers.shape(extents.declared(op.id(), layout))));
    inputs.put(op.name(), input);
    return new Value(input, op.shape(), layout);
  }

  /** What is differentiated by it does not reach what it was computed from. */
  private Value variable(Op op) {
    Operand<TNumber> now = current(op.name());
    Operand<TNumber> leaf = now == read.get(op.name()) ? now : tf.stopGradient(now);
    return new Value(leaf, op.shape(), Layout.ofVariable(op.shape().rank()));
  }

  private Operand<TNumber> current(String name) {
    read.computeIfAbsent(name, n -> weights.get(n).read(tf));
    return current.computeIfAbsent(name, read::get);
  }

  private Value constant(Op op) {
    try (TType tensor = Transfers.tensor(Objects.requireNonNull(op.data()), real)) {
      return Value.plain(tf.constantOf(tensor), op.shape());
    }
  }

  private Value assign(Op op) {
    Layout layout = Layout.ofVariable(op.shape().rank());
    current(op.name());
    Operand<TNumber> value = values.wide(layout, op.inputs().get(0));
    current.put(op.name(), value);
    return new Value(value, op.shape(), layout);
  }

  private Value batchNorm(Op op) {
    Layers.Normalised normalised = layers.batchNormTrain(op);
    move(op.names().get(0), normalised.mean(), op.reals().get(1));
    move(op.names().get(1), normalised.variance(), op.reals().get(1));
    return normalised.y();
  }

  private void move(String name, Operand<TNumber> batch, double momentum) {
    Operand<TNumber> kept = tf.math.mul(number(1 - momentum), current(name));
    current.put(name, tf.math.add(kept, tf.math.mul(number(momentum), batch)));
  }

  private Operand<TNumber> number(double value) {
    return Types.as(tf.dtypes.cast(tf.constant(value), real));
  }

  private Map<String, Operand<TNumber>> outputs() {
    Map<String, Operand<TNumber>> outputs = new LinkedHashMap<>();
    program
        .outputs()
        .forEach(
            (name, id) -> {
              Operand<TNumber> value = values.plain(id);
              boolean isReal = program.ops().get(id).type() == ElementType.REAL;
              // TensorFlow refuses to fetch a value twice, or one that is fed
              outputs.put(
                  name, isReal ? tf.identity(value) : Types.as(tf.dtypes.cast(value, real)));
            });
    return outputs;
  }

  private org.tensorflow.op.Op commit(Map<String, Operand<TNumber>> outputs) {
    List<org.tensorflow.op.Op> computed = new ArrayList<>(read.values());
    computed.addAll(current.values());
    computed.addAll(outputs.values());
    Ops after = tf.withControlDependencies(tf.withControlDependencies(computed).noOp());
    List<org.tensorflow.op.Op> assigned = new ArrayList<>();
    current.forEach(
        (name, value) -> {
          if (value != read.get(name)) {
            assigned.add(weights.get(name).assign(after, value));
          }
        });
    return tf.withControlDependencies(assigned).noOp();
  }
}
