package org.harl.backend.djl.run;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.harl.backend.djl.plan.Plan;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.TensorData;
import org.jspecify.annotations.Nullable;

/** What stays in the device's memory for the life of an executable. */
final class Constants implements AutoCloseable {
  private final Map<Integer, PtNDArray> byOp = new HashMap<>();
  private final PtNDArray one;

  /**
   * The numbers that a mean multiplies its sum by, and the settings that kernels take as tensors.
   */
  Constants(Plan plan, Transfers transfers) {
    one = transfers.number(1);
    for (Plan.Step step : plan.steps()) {
      if (step.work() instanceof Plan.Compute compute) {
        Op op = compute.op();
        switch (op.kind()) {
          case CONSTANT -> byOp.put(op.id(), constant(transfers, op.data()));
          case MEAN -> byOp.put(op.id(), transfers.number(share(plan, op)));
          case MAX -> byOp.put(op.id(), transfers.numbers(op.ints()));
          default -> {}
        }
      }
    }
  }

  private static PtNDArray constant(Transfers transfers, @Nullable TensorData data) {
    try (PtNDArray fed = transfers.feed(Objects.requireNonNull(data), ElementType.REAL)) {
      return JniUtils.clone(fed);
    }
  }

  private static double share(Plan plan, Op op) {
    int elements = plan.program().ops().get(op.inputs().get(0)).shape().size();
    return (double) op.shape().size() / elements;
  }

  PtNDArray one() {
    return one;
  }

  PtNDArray of(Op op) {
    return byOp.get(op.id());
  }

  @Override
  public void close() {
    List.copyOf(byOp.values()).forEach(PtNDArray::close);
    byOp.clear();
    one.close();
  }
}
