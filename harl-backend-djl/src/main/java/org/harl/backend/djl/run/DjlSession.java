package org.harl.backend.djl.run;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.backend.djl.engine.PyTorch;
import org.harl.backend.djl.plan.Plan;
import org.harl.error.HarlException;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.spi.support.Refusals;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** Variables by name, each a tensor of its own that no autograd graph refers to. */
public final class DjlSession implements Session {
  private final PyTorch engine;
  private final PtNDManager manager;
  private final Convolutions convolutions;
  private final Transfers transfers;
  private final Kernels kernels;
  private final Precision precision;
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final Map<String, PtNDArray> variables = new LinkedHashMap<>();
  private boolean closed;

  public DjlSession(PyTorch engine, PtNDManager manager, Precision precision, StateDict values) {
    this.engine = engine;
    this.manager = manager;
    this.precision = precision;
    kernels = Kernels.load(manager);
    convolutions = new Convolutions(engine.safeguard().needsChannels(), kernels);
    transfers = new Transfers(manager, precision, kernels);
    values
        .asMap()
        .forEach(
            (name, value) -> {
              shapes.put(name, value.shape());
              variables.put(name, transfers.variable(value));
            });
  }

  @Override
  public Executable compile(Program program) {
    requireOpen("compile a program");
    Refusals.variables(program, shapes);
    Plan plan = Plan.of(program, precision == Precision.BFLOAT16);
    return new DjlExecutable(this, plan, transfers, kernels);
  }

  Convolutions convolutions() {
    return convolutions;
  }

  /** The variable's tensor; stays the session's. */
  PtNDArray variable(String name) {
    return variables.get(name);
  }

  /** Takes a tensor over as the variable's new value. */
  void replace(String name, PtNDArray value) {
    variables.put(name, value).close();
  }

  @Override
  public StateDict variables() {
    requireOpen("read variables");
    Map<String, TensorData> values = new LinkedHashMap<>();
    variables.forEach((name, array) -> values.put(name, transfers.toHost(array, shapes.get(name))));
    return new StateDict(values);
  }

  @Override
  public void load(StateDict values) {
    requireOpen("load variables");
    Refusals.values(values, shapes);
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try {
      values.asMap().forEach((name, value) -> replace(name, transfers.variable(value)));
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /** Sets what belongs to the process and not to the session. */
  void beforeRun() {
    requireOpen("run a program");
    if (manager.getDevice().isGpu()) {
      engine.switches().tf32(precision == Precision.TF32);
    }
  }

  void requireOpen(String what) {
    if (closed || !manager.isOpen()) {
      throw new HarlException("backend 'djl': cannot " + what + ", the session is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      kernels.close();
      manager.close();
    }
  }
}
