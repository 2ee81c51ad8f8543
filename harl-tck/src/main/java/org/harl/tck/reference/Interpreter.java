package org.harl.tck.reference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harl.spi.Precision;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.TensorData;

/** One run of a program: primitive after primitive, then backwards for each loss. */
final class Interpreter {
  private final Program program;
  private final Kernels kernels;
  private final Precision precision;
  private final Map<String, Array> variables;
  private final Map<String, TensorData> feeds;
  private final Array[] values;
  private final Map<Integer, Array[]> gradients = new HashMap<>();

  Interpreter(
      Program program,
      Kernels kernels,
      Precision precision,
      Map<String, Array> variables,
      Map<String, TensorData> feeds) {
    this.program = program;
    this.kernels = kernels;
    this.precision = precision;
    this.variables = variables;
    this.feeds = feeds;
    values = new Array[program.ops().size()];
  }

  /** All values; {@code variables} hold what the program assigned. */
  Array[] run() {
    for (Op op : program.ops()) {
      values[op.id()] = value(op);
    }
    return values;
  }

  private Array value(Op op) {
    return switch (op.kind()) {
      case INPUT -> rounded(kernels.read(feeds.get(op.name())), op);
      case CONSTANT -> rounded(kernels.read(op.data()), op);
      case VARIABLE -> variables.get(op.name());
      case GRADIENT -> gradient(op);
      case ASSIGN -> {
        Array assigned = rounded(kernels.forward(op, inputs(op)), op);
        variables.put(op.name(), assigned);
        yield assigned;
      }
      case BATCH_NORM_TRAIN -> {
        moveStatistics(op);
        yield kernels.forward(op, inputs(op));
      }
      default -> narrowed(op, kernels.forward(op, inputs(op)));
    };
  }

  private List<Array> inputs(Op op) {
    boolean narrow = narrow(op);
    return op.inputs().stream()
        .map(id -> narrow ? Rounding.bfloat16(values[id]) : values[id])
        .toList();
  }

  private void moveStatistics(Op op) {
    List<Array> batch = kernels.batchStatistics(values[op.input()]);
    move(op, op.runningMean(), batch.get(0));
    move(op, op.runningVariance(), batch.get(1));
  }

  private void move(Op op, String name, Array batch) {
    Array moved = kernels.moved(variables.get(name), batch, op.momentum());
    variables.put(name, rounded(moved, op));
  }

  /** In a FLOAT32 session what is stored, fed or constant is a float; arithmetic is in doubles. */
  private Array rounded(Array array, Op op) {
    return precision == Precision.FLOAT64 || op.type() != ElementType.REAL
        ? array
        : Rounding.float32(array);
  }

  private Array narrowed(Op op, Array array) {
    return narrow(op) ? Rounding.bfloat16(array) : array;
  }

  /** Convolutions and products with a parameter, in a BFLOAT16 session. */
  private boolean narrow(Op op) {
    boolean product =
        op.kind() == Op.Kind.CONV2D || op.kind() == Op.Kind.MATMUL && readsVariable(op);
    return precision == Precision.BFLOAT16 && product;
  }

  private boolean readsVariable(Op op) {
    return op.inputs().stream()
        .map(program.ops()::get)
        .map(in -> in.kind() == Op.Kind.TRANSPOSE ? program.ops().get(in.input()) : in)
        .anyMatch(in -> in.kind() == Op.Kind.VARIABLE);
  }

  private Array gradient(Op op) {
    Array[] found = gradients.computeIfAbsent(op.loss(), this::backwards);
    int leaf = op.leaf();
    return leaf >= found.length || found[leaf] == null ? Array.zeros(op.shape()) : found[leaf];
  }

  /** Gradients of the value {@code loss} by all values before it, null where none flows. */
  private Array[] backwards(int loss) {
    boolean[] wanted = wanted(loss);
    Array[] found = new Array[loss + 1];
    found[loss] = Array.zeros(values[loss].shape()).map(zero -> 1);
    for (int id = loss; id >= 0; id--) {
      Op op = program.ops().get(id);
      if (found[id] != null && wanted[id]) {
        List<Array> parts = kernels.backward(op, inputs(op), values[id], found[id]);
        for (int i = 0; i < parts.size(); i++) {
          int input = op.inputs().get(i);
          if (wanted[input]) {
            found[input] = found[input] == null ? parts.get(i) : found[input].plus(parts.get(i));
          }
        }
      }
    }
    return found;
  }

  /** The values on a way from a leaf that somebody differentiates by to the loss. */
  private boolean[] wanted(int loss) {
    boolean[] wanted = new boolean[values.length];
    for (Op op : program.ops()) {
      if (op.kind() == Op.Kind.GRADIENT && op.loss() == loss) {
        wanted[op.leaf()] = true;
      }
    }
    for (Op op : program.ops().subList(0, loss + 1)) {
      if (op.kind() != Op.Kind.GRADIENT) {
        wanted[op.id()] |= op.inputs().stream().anyMatch(id -> wanted[id]);
      }
    }
    return wanted;
  }
}
