package org.harl.backend.djl.run;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harl.error.HarlException;

/**
 * The TorchScript kernels of {@code kernels.pt}; {@code src/main/script/kernels.py} is their source
 * and says how the file is made.
 */
final class Kernels implements AutoCloseable {
  private static final String RESOURCE = "kernels.pt";
  private static final String CHANNELS_LAST = "channels_last";
  private static final String MAXIMUM = "maximum";
  private static final String NARROW = "narrow";
  private static final String WIDEN = "widen";

  private final PtNDManager manager;
  private final PtSymbolBlock module;
  private final Map<String, PtNDArray> methods = new HashMap<>();

  private Kernels(PtNDManager manager, PtSymbolBlock module) {
    this.manager = manager;
    this.module = module;
    for (String method : List.of(CHANNELS_LAST, MAXIMUM, NARROW, WIDEN)) {
      PtNDArray tag = (PtNDArray) manager.create(0);
      tag.setName("module_method:" + method);
      methods.put(method, tag);
    }
  }

  static Kernels load(PtNDManager manager) {
    try (InputStream in = Kernels.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new HarlException("the jar of harl-backend-djl lacks '" + RESOURCE + "'; rebuild it");
      }
      return new Kernels(manager, JniUtils.loadModule(manager, in, false, false));
    } catch (IOException e) {
      throw new HarlException("'" + RESOURCE + "' in the jar of harl-backend-djl: " + e, e);
    }
  }

  /** A copy whose strides are channels-last, for x of rank 4. */
  PtNDArray channelsLast(PtNDArray x) {
    return differentiable(CHANNELS_LAST, x);
  }

  /**
   * The derivatives of a loss by leaves, zeros where no path leads; they are part of no graph.
   *
   * @param keep whether the graph will be walked again
   */
  PtNDArray[] gradients(PtNDArray loss, PtNDArray[] leaves, boolean keep) {
    try (IValue of = IValue.from(loss);
        IValue by = IValue.listFrom(leaves);
        IValue again = IValue.from(keep);
        IValue result = IValueUtils.runMethod(module, "gradients", of, by, again)) {
      return result.toTensorArray(manager);
    }
  }

  /** The Euclidean norm of all as one vector. */
  PtNDArray norm(PtNDArray[] all) {
    try (IValue of = IValue.listFrom(all);
        IValue result = IValueUtils.runMethod(module, "norm", of)) {
      return result.toTensor(manager);
    }
  }

  /** LARS in place, see {@link org.harl.train.optimise.Lars}. */
  void lars(PtNDArray rate, PtNDArray[][] wgv, Map<String, Double> settings) {
    run(
        "lars",
        List.of(
            IValue.listFrom(wgv[0]),
            IValue.listFrom(wgv[1]),
            IValue.listFrom(wgv[2]),
            IValue.from(rate),
            IValue.from((double) settings.get("eta")),
            IValue.from((double) settings.get("momentum")),
            IValue.from((double) settings.get("weightDecay")),
            IValue.from(settings.get("variant") == 0)));
  }

  /** SGD with momentum in place, see {@link org.harl.train.optimise.Sgd}. */
  void sgd(PtNDArray rate, PtNDArray[][] wgv, Map<String, Double> settings) {
    run(
        "sgd",
        List.of(
            IValue.listFrom(wgv[0]),
            IValue.listFrom(wgv[1]),
            IValue.listFrom(wgv[2]),
            IValue.from(rate),
            IValue.from((double) settings.get("momentum")),
            IValue.from((double) settings.get("weightDecay"))));
  }

  /** Moves targets towards the online tensors in place, see {@link org.harl.train.step.Ema}. */
  void ema(PtNDArray tau, PtNDArray[] targets, PtNDArray[] online) {
    run("ema", List.of(IValue.listFrom(targets), IValue.listFrom(online), IValue.from(tau)));
  }

  /** The maximum over axes, kept with extent 1; ties share the gradient equally. */
  PtNDArray maximum(PtNDArray x, PtNDArray axes) {
    return differentiable(MAXIMUM, x, axes);
  }

  /** A tensor in bfloat16. */
  PtNDArray narrow(PtNDArray x) {
    return differentiable(NARROW, x);
  }

  /** A bfloat16 tensor in float32. */
  PtNDArray widen(PtNDArray x) {
    return differentiable(WIDEN, x);
  }

  /**
   * Given a list of tensors DJL leaves the thread's grad mode as it is and returns ordinary
   * tensors; given values it computes in inference mode, whose tensors autograd refuses.
   */
  private PtNDArray differentiable(String method, PtNDArray... arguments) {
    NDList list = new NDList(methods.get(method));
    list.addAll(Arrays.asList(arguments));
    return (PtNDArray) IValueUtils.forward(module, list, true).singletonOrThrow();
  }

  private void run(String method, List<IValue> arguments) {
    try (IValue result = IValueUtils.runMethod(module, method, arguments.toArray(IValue[]::new))) {
      assert result.isLong();
    } finally {
      arguments.forEach(IValue::close);
    }
  }

  @Override
  public void close() {
    module.close();
  }
}
