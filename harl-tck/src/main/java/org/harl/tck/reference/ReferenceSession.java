package org.harl.tck.reference;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.error.HarlException;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.spi.support.Refusals;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** Variables by name, as doubles. */
final class ReferenceSession implements Session {
  private final Kernels kernels;
  private final Precision precision;
  private final Map<String, Array> variables = new LinkedHashMap<>();
  private boolean closed;

  ReferenceSession(Kernels kernels, Precision precision, StateDict values) {
    this.kernels = kernels;
    this.precision = precision;
    values.asMap().forEach((name, value) -> variables.put(name, stored(value)));
  }

  private Array stored(TensorData value) {
    Array array = new Array(value.shape(), value.toDoubles());
    return precision == Precision.FLOAT64 ? array : Rounding.float32(array);
  }

  @Override
  public Executable compile(Program program) {
    requireOpen("compile a program");
    Refusals.variables(program, held());
    return new ReferenceExecutable(this, program);
  }

  Map<String, TensorData> run(Program program, Map<String, TensorData> feeds) {
    requireOpen("run a program");
    Array[] values = new Interpreter(program, kernels, precision, variables, feeds).run();
    Map<String, TensorData> outputs = new LinkedHashMap<>();
    program
        .outputs()
        .forEach((name, id) -> outputs.put(name, Rounding.toHost(values[id], precision)));
    return outputs;
  }

  @Override
  public StateDict variables() {
    requireOpen("read variables");
    Map<String, TensorData> values = new LinkedHashMap<>();
    variables.forEach((name, array) -> values.put(name, Rounding.toHost(array, precision)));
    return new StateDict(values);
  }

  @Override
  public void load(StateDict values) {
    requireOpen("load variables");
    Refusals.values(values, held());
    values.asMap().forEach((name, value) -> variables.put(name, stored(value)));
  }

  private Map<String, Shape> held() {
    Map<String, Shape> held = new HashMap<>();
    variables.forEach((name, array) -> held.put(name, array.shape()));
    return held;
  }

  void requireOpen(String what) {
    if (closed) {
      throw new HarlException("backend 'reference': cannot " + what + ", the session is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
    variables.clear();
  }
}
