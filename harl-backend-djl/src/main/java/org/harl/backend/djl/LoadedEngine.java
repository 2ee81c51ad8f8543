package org.harl.backend.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.Locale;
import org.harl.spi.Backend;
import org.harl.spi.Precision;
import org.harl.spi.check.HiddenCaches;
import org.harl.spi.check.KnownAnswers;
import org.jspecify.annotations.Nullable;

/** The PyTorch of this process. */
final class LoadedEngine implements Safeguard.Engine {
  /** The older name is read as well. */
  private static final List<String> LIMITS = List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA");

  private final PyTorch engine;

  LoadedEngine(PyTorch engine) {
    this.engine = engine;
  }

  @Override
  public String name() {
    return "PyTorch " + engine.engine().getVersion();
  }

  @Override
  public boolean hidesCaches() {
    return HiddenCaches.onThisMachine();
  }

  @Override
  public @Nullable String limit() {
    return LIMITS.stream()
        .map(System::getenv)
        .filter(value -> value != null && !value.isBlank())
        .map(value -> value.toUpperCase(Locale.ROOT))
        .findFirst()
        .orElse(null);
  }

  @Override
  public boolean isInUse() {
    return engine.loadedBefore();
  }

  /**
   * oneDNN reads its limit once, at its first convolution. The limit is taken back then: it is not
   * meant for TensorFlow's oneDNN in the same process.
   */
  @Override
  public void limitOneDnn() {
    engine.switches().at("userEnabledMkldnn"); // refuses where nothing native can be reached
    NativeEnvironment.set(LIMITS.get(0), Safeguard.LIMIT);
    try (PtNDManager manager = engine.manager(engine.device("cpu"));
        PtNDArray images = ones(manager, new Shape(2, 16, 16, 16));
        PtNDArray filters = ones(manager, new Shape(16, 16, 3, 3))) {
      Shape one = new Shape(1, 1);
      JniUtils.convolution(images, filters, null, one, one, one, 1).close();
    } finally {
      NativeEnvironment.set(LIMITS.get(0), null);
    }
  }

  private static PtNDArray ones(PtNDManager manager, Shape shape) {
    return (PtNDArray) manager.ones(shape, DataType.FLOAT32);
  }

  @Override
  public void withoutOneDnn() {
    engine.switches().oneDnn(false);
  }

  @Override
  public List<String> wrong(Backend backend, Precision precision) {
    return KnownAnswers.wrong(backend, precision);
  }
}
