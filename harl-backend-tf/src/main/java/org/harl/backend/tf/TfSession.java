package org.harl.backend.tf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.backend.tf.engine.Failures;
import org.harl.backend.tf.engine.TensorFloat32;
import org.harl.backend.tf.graph.Arithmetic;
import org.harl.backend.tf.graph.Trace;
import org.harl.backend.tf.graph.Transfers;
import org.harl.backend.tf.graph.Variable;
import org.harl.error.HarlException;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.spi.support.Refusals;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** A graph that grows by every program compiled, and the variables that its programs share. */
final class TfSession implements Session {
  private final Arithmetic arithmetic;
  private final boolean onGpu;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final org.tensorflow.Session session;
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private boolean closed;

  TfSession(ConfigProto settings, Arithmetic arithmetic, boolean onGpu, StateDict values) {
    this.arithmetic = arithmetic;
    this.onGpu = onGpu;
    session = new org.tensorflow.Session(graph, false, settings);
    values
        .asMap()
        .forEach(
            (name, value) -> {
              shapes.put(name, value.shape());
              variables.put(name, Variable.in(tf, name, value.shape(), real()));
            });
    load(values);
  }

  Class<? extends TFloating> real() {
    return arithmetic.real();
  }

  org.tensorflow.Session.Runner runner() {
    return session.runner();
  }

  @Override
  public Executable compile(Program program) {
    requireOpen("compile a program");
    Refusals.variables(program, shapes);
    Trace.Traced traced =
        Failures.named("building the graph", () -> Trace.of(tf, program, variables, arithmetic));
    return new TfExecutable(this, program, traced);
  }

  @Override
  public StateDict variables() {
    requireOpen("read variables");
    Map<String, TensorData> values = new LinkedHashMap<>();
    if (variables.isEmpty()) {
      return new StateDict(values);
    }
    org.tensorflow.Session.Runner runner = runner();
    variables.values().forEach(variable -> runner.fetch(variable.plain()));
    try (Result result = Failures.named("reading variables", runner::run)) {
      shapes.forEach(
          (name, shape) -> values.put(name, Transfers.data(result.get(values.size()), shape)));
    }
    return new StateDict(values);
  }

  @Override
  public void load(StateDict values) {
    requireOpen("load variables");
    Refusals.values(values, shapes);
    if (values.asMap().isEmpty()) {
      return;
    }
    List<TType> fed = new ArrayList<>();
    org.tensorflow.Session.Runner runner = runner();
    try {
      values
          .asMap()
          .forEach(
              (name, value) -> {
                Variable variable = variables.get(name);
                TType tensor = Transfers.tensor(value, real());
                fed.add(tensor);
                runner.feed(variable.value(), tensor).addTarget(variable.load());
              });
      Failures.named("loading variables", runner::run).close();
    } finally {
      fed.forEach(TType::close);
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Sets what belongs to the process and not to the session. */
  void beforeRun() {
    requireOpen("run a program");
    if (onGpu) {
      TensorFloat32.allow(arithmetic.precision() == Precision.TF32);
    }
  }

  void requireOpen(String what) {
    if (closed) {
      throw new HarlException("backend 'tf': cannot " + what + ", the session is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      session.close();
      graph.close();
    }
  }
}
