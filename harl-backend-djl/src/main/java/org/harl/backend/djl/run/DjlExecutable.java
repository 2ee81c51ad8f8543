package org.harl.backend.djl.run;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.backend.djl.plan.Plan;
import org.harl.error.HarlException;
import org.harl.error.NativeMemoryException;
import org.harl.spi.Executable;
import org.harl.spi.support.Refusals;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.TensorData;

/** Runs a plan step by step; every value is closed after the step that reads it last. */
final class DjlExecutable implements Executable {
  /** What PyTorch's allocators, the C++ library and oneDNN say when memory is exhausted. */
  private static final List<String> EXHAUSTED =
      List.of("memory", "bad_alloc", "could not create a primitive");

  private final DjlSession session;
  private final Plan plan;
  private final Transfers transfers;
  private final Kernels kernels;
  private final Constants constants;
  private final Map<String, Op> inputs;
  private boolean closed;

  DjlExecutable(DjlSession session, Plan plan, Transfers transfers, Kernels kernels) {
    this.session = session;
    this.plan = plan;
    this.transfers = transfers;
    this.kernels = kernels;
    inputs = plan.program().inputs();
    constants = new Constants(plan, transfers);
  }

  @Override
  public Map<String, TensorData> run(Map<String, TensorData> feeds) {
    session.beforeRun();
    if (closed) {
      throw new HarlException("backend 'djl': cannot run a program, it is closed");
    }
    Refusals.feeds(inputs, feeds);
    boolean before = JniUtils.isGradMode();
    Values values = new Values(plan.program().ops().size());
    Primitives primitives = new Primitives(session, plan, transfers, kernels, constants, values);
    try {
      for (Plan.Step step : plan.steps()) {
        JniUtils.setGradMode(step.recorded());
        work(step.work(), primitives, values, feeds);
        primitives.release();
        step.free().forEach(values::close);
      }
      JniUtils.setGradMode(false);
      return outputs(primitives);
    } finally {
      primitives.release();
      values.close();
      JniUtils.setGradMode(before);
    }
  }

  private void work(
      Plan.Work work, Primitives primitives, Values values, Map<String, TensorData> feeds) {
    try {
      if (work instanceof Plan.Compute compute) {
        Op op = compute.op();
        values.set(op.id(), primitives.compute(op, feeds));
      } else if (work instanceof Plan.Differentiate differentiate) {
        differentiate(differentiate, values);
      } else if (work instanceof Plan.Fuse fuse) {
        primitives.fuse(fuse.composite());
      }
    } catch (EngineException e) {
      throw failure(work, e);
    }
  }

  private void differentiate(Plan.Differentiate work, Values values) {
    List<Op> gradients = work.gradients();
    PtNDArray[] leaves =
        gradients.stream()
            .map(gradient -> values.get(gradient.inputs().get(1)))
            .toArray(PtNDArray[]::new);
    PtNDArray[] found = kernels.gradients(values.get(work.loss()), leaves, work.keep());
    for (int i = 0; i < found.length; i++) {
      values.set(gradients.get(i).id(), found[i]);
    }
  }

  private Map<String, TensorData> outputs(Primitives primitives) {
    Map<String, TensorData> outputs = new LinkedHashMap<>();
    plan.program()
        .outputs()
        .forEach(
            (name, id) -> {
              outputs.put(name, output(plan.program().ops().get(id), primitives.wide(id)));
              primitives.release();
            });
    return outputs;
  }

  /** In the session's element type, be the value REAL, UINT8 or BOOL. */
  private TensorData output(Op op, PtNDArray value) {
    if (op.type() == ElementType.REAL) {
      return transfers.toHost(value, op.shape());
    }
    try (PtNDArray real = transfers.real(value)) {
      return transfers.toHost(real, op.shape());
    }
  }

  private HarlException failure(Plan.Work work, EngineException cause) {
    String what =
        work instanceof Plan.Compute compute
            ? compute.op().toString()
            : work instanceof Plan.Fuse fuse
                ? "the kernel '" + fuse.composite().name() + "'"
                : "the gradients";
    String message = String.valueOf(cause.getMessage());
    String line = "backend 'djl' failed at " + what + ": " + reason(message);
    return EXHAUSTED.stream().anyMatch(message::contains)
        ? new NativeMemoryException(
            line + "; use a smaller batch or image size, or accumulate gradients", cause)
        : new HarlException(line, cause);
  }

  /** The line that says it; TorchScript puts a trace before it. */
  private static String reason(String message) {
    return message
        .lines()
        .filter(line -> line.startsWith("RuntimeError: "))
        .findFirst()
        .or(() -> message.lines().findFirst())
        .orElse("");
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      constants.close();
    }
  }
}
