package org.harl.backend.djl.teach;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.backend.djl.engine.PyTorch;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.spi.Backend;
import org.harl.spi.check.ForeignNetworks;
import org.harl.trace.TensorData;
import org.jspecify.annotations.Nullable;

/** A network in TorchScript. */
final class TorchScriptNetwork implements Network {
  private final String file;
  private final Model model;
  private final Predictor<NDList, NDList> predictor;
  private final Layout layout;

  /**
   * Loads it.
   *
   * @param size of the views that it is tried on
   * @param backend of the run, on whose device it is if PyTorch has that; null for the CPU
   */
  TorchScriptNetwork(Path file, int size, @Nullable Backend backend) {
    this.file = file.toString();
    ForeignNetworks.require("teacher '" + file + "'", "take the network as ONNX");
    model = Model.newInstance("teacher", device(backend), "PyTorch");
    try (InputStream in = Files.newInputStream(file)) {
      model.load(in);
      predictor = model.newPredictor(new NoopTranslator(null));
      layout = tried(size);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw e instanceof InvalidInputException known
          ? known
          : new InvalidInputException(
              "teacher '" + file + "' cannot be loaded: " + firstLine(e), e);
    }
  }

  private static Device device(@Nullable Backend backend) {
    PyTorch engine = PyTorch.start();
    String name = backend == null ? "cpu" : backend.device().name();
    return name.equals("cpu") || engine.gpus() == 0 ? Device.cpu() : engine.device(name);
  }

  private Layout tried(int size) {
    TensorData black =
        TensorData.allocate(org.harl.trace.DataType.U8, org.harl.trace.Shape.of(2, 3, size, size));
    try {
      run(Layout.NORMALISED, black, 0, 2);
      return Layout.NORMALISED;
    } catch (TranslateException first) {
      try {
        run(Layout.BYTES, black, 0, 2);
        return Layout.BYTES;
      } catch (TranslateException second) {
        throw new InvalidInputException(
            "teacher '%s': it takes neither float32 [2, 3, %d, %d] (%s) nor uint8 [2, %d, %d, 3] (%s)"
                .formatted(file, size, size, firstLine(first), size, size, firstLine(second)),
            first);
      }
    }
  }

  private static String firstLine(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public int size(int asked) {
    return asked;
  }

  @Override
  public int most() {
    return Integer.MAX_VALUE;
  }

  @Override
  public FeatureRows run(TensorData views, int from, int count) {
    try {
      return run(layout, views, from, count);
    } catch (TranslateException e) {
      throw new HarlException("teacher '" + file + "' failed: " + firstLine(e), e);
    }
  }

  private FeatureRows run(Layout how, TensorData views, int from, int count)
      throws TranslateException {
    Shape shape = new Shape(how.shape(count, views.shape().dim(2)));
    try (NDArray images = images(how, views, from, count, shape);
        NDList result = predictor.predict(new NDList(images))) {
      NDArray found = result.get(0);
      return FeatureRows.of(file, found.getShape().getShape(), found.toFloatArray(), count);
    }
  }

  private NDArray images(Layout how, TensorData views, int from, int count, Shape shape) {
    return how == Layout.BYTES
        ? model
            .getNDManager()
            .create(ByteBuffer.wrap(Layout.channelsLast(views, from, count)), shape, DataType.UINT8)
        : model.getNDManager().create(Layout.normalised(views, from, count), shape);
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
