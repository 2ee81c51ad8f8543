package org.harl.tck.toy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.HarlException;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Refusals;
import org.harl.spi.Session;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** Variables by name; every program compiled here reads and assigns them. */
final class ToySession implements Session {
  private final boolean narrow;
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final Map<String, double[]> values = new LinkedHashMap<>();
  private boolean closed;

  ToySession(boolean narrow, StateDict variables) {
    this.narrow = narrow;
    variables.asMap().forEach((name, value) -> shapes.put(name, value.shape()));
    load(variables);
  }

  @Override
  public Executable compile(Program program) {
    requireOpen(!closed);
    Refusals.variables(program, shapes);
    return new Executable() {
      private boolean done;

      @Override
      public Map<String, TensorData> run(Map<String, TensorData> feeds) {
        requireOpen(!closed && !done);
        Refusals.feeds(program, feeds);
        return new ToyRun(program, feeds, values, narrow).outputs();
      }

      @Override
      public void close() {
        done = true;
      }
    };
  }

  @Override
  public StateDict variables() {
    requireOpen(!closed);
    Map<String, TensorData> copies = new LinkedHashMap<>();
    shapes.forEach((n, shape) -> copies.put(n, ToyRun.toHost(shape, values.get(n), narrow)));
    return new StateDict(copies);
  }

  @Override
  public void load(StateDict given) {
    requireOpen(!closed);
    Refusals.values(given, shapes);
    given.asMap().forEach((n, value) -> values.put(n, ToyRun.rounded(value.toDoubles(), narrow)));
  }

  private static void requireOpen(boolean open) {
    if (!open) {
      throw new HarlException("backend 'toy': the session or program is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
