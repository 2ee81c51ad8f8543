package org.harl.tck.toy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.harl.error.HarlException;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.spi.support.Refusals;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** Variables by name, and the programs that share them. All stored data has the precision. */
final class ToySession implements Session {
  private final Precision precision;
  private final AtomicBoolean backendClosed;
  private final Map<String, TensorData> variables = new LinkedHashMap<>();
  private boolean closed;

  ToySession(Precision precision, AtomicBoolean backendClosed, StateDict values) {
    this.precision = precision;
    this.backendClosed = backendClosed;
    requireOpen("start a session");
    values.asMap().forEach((name, value) -> variables.put(name, rounded(value)));
  }

  @Override
  public Executable compile(Program program) {
    requireOpen("compile a program");
    Refusals.variables(program, shapes());
    return new Interpreter(program);
  }

  @Override
  public StateDict variables() {
    requireOpen("read variables");
    StateDict values = new StateDict(variables);
    variables.replaceAll((name, value) -> value.copy()); // the caller owns what it gets
    return values;
  }

  @Override
  public void load(StateDict values) {
    requireOpen("load variables");
    Refusals.values(values, shapes());
    values.asMap().forEach((name, value) -> variables.put(name, rounded(value)));
  }

  @Override
  public void close() {
    closed = true;
    variables.clear();
  }

  private void requireOpen(String what) {
    require(!closed && !backendClosed.get(), "cannot " + what + ", the session is closed");
  }

  private static void require(boolean holds, String refusal) {
    if (!holds) {
      throw new HarlException("backend 'toy': " + refusal);
    }
  }

  private Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new HashMap<>();
    variables.forEach((name, value) -> shapes.put(name, value.shape()));
    return shapes;
  }

  private TensorData rounded(TensorData value) {
    return precision == Precision.FLOAT64
        ? TensorData.of(value.shape(), value.toDoubles())
        : TensorData.of(value.shape(), value.toFloats());
  }

  private ToyValue stored(TensorData value) {
    return ToyValue.leaf(value.shape(), rounded(value).toDoubles());
  }

  private TensorData toHost(ToyValue value) {
    return rounded(TensorData.of(value.shape(), value.at()));
  }

  /** What is assigned is rounded; the gradient goes on to what it was before. */
  private ToyValue assigned(String name, ToyValue value) {
    variables.put(name, toHost(value));
    return value.storedAs(variables.get(name).toDoubles());
  }

  /** Normalises by the batch's statistics, and moves the running ones towards them. */
  private ToyValue normalised(Op op, ToyValue... in) {
    List<ToyValue> batch = ToyPrimitives.statistics(in[0]);
    double count = (double) in[0].at().length / op.shape().dim(1);
    move(op.names().get(0), op.reals().get(1), batch.get(0), 1);
    move(op.names().get(1), op.reals().get(1), batch.get(1), count / (count - 1)); // unbiased
    return ToyPrimitives.normalise(op, in[0], in[1], in[2], batch.get(0), batch.get(1));
  }

  private void move(String name, double momentum, ToyValue batch, double factor) {
    ToyValue running = stored(variables.get(name));
    double[] moved = running.at();
    Arrays.setAll(moved, c -> (1 - momentum) * moved[c] + momentum * factor * batch.at()[c]);
    variables.put(name, toHost(running));
  }

  /** Prepares nothing: each run computes the primitives one after the other. */
  private final class Interpreter implements Executable {
    private final Program program;
    private final Map<String, Op> inputs;
    private boolean discarded;

    Interpreter(Program program) {
      this.program = program;
      inputs = program.inputs();
    }

    @Override
    public Map<String, TensorData> run(Map<String, TensorData> feeds) {
      requireOpen("run a program");
      require(!discarded, "cannot run a closed program; compile it again");
      Refusals.feeds(inputs, feeds); // first of all: a run that is refused changes no variable
      ToyValue[] values = new ToyValue[program.ops().size()];
      Map<ToyValue, Map<ToyValue, double[]>> gradients = new IdentityHashMap<>();
      for (Op op : program.ops()) {
        ToyValue[] in = op.inputs().stream().map(id -> values[id]).toArray(ToyValue[]::new);
        values[op.id()] =
            switch (op.kind()) {
              case INPUT -> stored(feeds.get(op.name()));
              case CONSTANT -> stored(op.data());
              case VARIABLE -> stored(variables.get(op.name()));
              case ASSIGN -> assigned(op.name(), in[0]);
              case GRADIENT ->
                  in[1].derivative(gradients.computeIfAbsent(in[0], ToyValue::gradients));
              case BATCH_NORM_TRAIN -> normalised(op, in);
              default -> ToyPrimitives.of(op, in);
            };
      }
      Map<String, TensorData> outputs = new LinkedHashMap<>();
      program.outputs().forEach((name, id) -> outputs.put(name, toHost(values[id])));
      return outputs;
    }

    @Override
    public void close() {
      discarded = true;
    }
  }
}
