package org.harl.tck.toy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.HarlException;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.trace.DataType;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** Variables by name; every program compiled here reads and assigns them. */
final class ToySession implements Session {
  private final Precision precision;
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final Map<String, double[]> values = new LinkedHashMap<>();
  private boolean closed;

  ToySession(Precision precision, StateDict variables) {
    this.precision = precision;
    variables.asMap().forEach((name, value) -> shapes.put(name, value.shape()));
    load(variables);
  }

  @Override
  public Executable compile(Program program) {
    requireOpen(closed);
    program.variables().forEach((name, op) -> require(name, op.shape()));
    for (Op op : program.ops()) {
      if (op.kind() == Op.Kind.BATCH_NORM_TRAIN) {
        op.names().forEach(name -> require(name, Shape.of(op.shape().dim(1))));
      }
    }
    return new Executable() {
      private boolean done;

      @Override
      public Map<String, TensorData> run(Map<String, TensorData> feeds) {
        requireOpen(closed || done);
        check(program.inputs(), feeds);
        ToyRun run = new ToyRun(program, feeds, values, precision == Precision.FLOAT32);
        Map<String, TensorData> outputs = new LinkedHashMap<>();
        double[][] computed = run.values();
        program
            .outputs()
            .forEach((n, id) -> outputs.put(n, host(program.ops().get(id).shape(), computed[id])));
        return outputs;
      }

      @Override
      public void close() {
        done = true;
      }
    };
  }

  private static void check(Map<String, Op> inputs, Map<String, TensorData> feeds) {
    if (!inputs.keySet().equals(feeds.keySet())) {
      throw new HarlException(
          "feeds: the program asks for " + inputs.keySet() + ", got " + feeds.keySet());
    }
    inputs.forEach(
        (name, op) -> {
          TensorData fed = feeds.get(name);
          boolean bytes = fed.type() == DataType.U8;
          boolean fits = fed.type() != DataType.I64 && bytes == (op.type() == ElementType.UINT8);
          if (!fits || !fed.shape().equals(op.shape())) {
            throw new HarlException(
                "feed '" + name + "': asked for " + op.type() + " " + op.shape() + ", got " + fed);
          }
        });
  }

  private TensorData host(Shape shape, double[] computed) {
    TensorData wide = TensorData.of(shape, computed);
    return precision == Precision.FLOAT64 ? wide : TensorData.of(shape, wide.toFloats());
  }

  @Override
  public StateDict variables() {
    requireOpen(closed);
    Map<String, TensorData> copies = new LinkedHashMap<>();
    shapes.forEach((name, shape) -> copies.put(name, host(shape, values.get(name))));
    return new StateDict(copies);
  }

  @Override
  public void load(StateDict given) {
    requireOpen(closed);
    given.asMap().forEach((name, value) -> require(name, value.shape()));
    boolean narrow = precision == Precision.FLOAT32;
    given.asMap().forEach((n, v) -> values.put(n, ToyRun.rounded(v.toDoubles(), narrow)));
  }

  private void require(String name, Shape wanted) {
    if (!wanted.equals(shapes.get(name))) {
      throw new HarlException(
          "variable '" + name + "': asked for " + wanted + ", the session has " + shapes.get(name));
    }
  }

  private static void requireOpen(boolean closed) {
    if (closed) {
      throw new HarlException("backend 'toy': the session or program is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
