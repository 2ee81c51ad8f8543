package org.harl.backend.djl.engine;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import org.harl.spi.Backend;
import org.harl.spi.Precision;
import org.harl.spi.check.HiddenCaches;
import org.harl.spi.check.KnownAnswers;
import org.harl.spi.check.OneDnnLimit;

/** The PyTorch of this process. */
final class LoadedEngine implements Safeguard.Engine {
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
  public String limit() {
    return OneDnnLimit.of(System.getenv());
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
    engine.switches().requireReachable();
    NativeEnvironment.set(OneDnnLimit.NAME, Safeguard.LIMIT);
    try (PtNDManager manager = engine.manager(engine.device("cpu"));
        PtNDArray images = ones(manager, new Shape(2, 16, 16, 16));
        PtNDArray filters = ones(manager, new Shape(16, 16, 3, 3))) {
      Shape one = new Shape(1, 1);
      JniUtils.convolution(images, filters, null, one, one, one, 1).close();
    } finally {
      NativeEnvironment.set(OneDnnLimit.NAME, null);
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
