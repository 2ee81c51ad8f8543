package org.harl.masks.network;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.spi.check.ForeignNetworks;
import org.harl.spi.check.HiddenCaches;
import org.harl.spi.check.OneDnnLimit;

/** A network in TorchScript, run by DJL's PyTorch engine. */
final class TorchScriptModel implements SaliencyModel {
  private final String file;
  private final Model model;
  private final ConcurrentLinkedQueue<Predictor<NDList, NDList>> idle =
      new ConcurrentLinkedQueue<>();

  TorchScriptModel(String file) {
    this(file, HiddenCaches.onThisMachine(), OneDnnLimit.of(System.getenv()));
  }

  /**
   * @param hidden whether the machine hides its caches
   * @param limit the instructions that the environment limits PyTorch's oneDNN to
   */
  TorchScriptModel(String file, boolean hidden, String limit) {
    this.file = file;
    ForeignNetworks.require(
        "saliency network '" + file + "'", "take the network as ONNX (onnx:FILE)", hidden, limit);
    model = Model.newInstance("saliency", Device.cpu(), "PyTorch");
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      model.load(in);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw new InvalidInputException(
          "saliency network '" + file + "' cannot be loaded: " + e.getMessage(), e);
    }
  }

  @Override
  public int side() {
    return SaliencyNetwork.SIDE;
  }

  @Override
  public float[] run(float[] pixels) {
    Predictor<NDList, NDList> free = idle.poll();
    Predictor<NDList, NDList> predictor =
        free == null ? model.newPredictor(new NoopTranslator(null)) : free;
    try (NDArray images = model.getNDManager().create(pixels, new Shape(1, 3, side(), side()));
        NDList result = predictor.predict(new NDList(images))) {
      NDArray map = result.get(0);
      if (!SaliencyNetwork.isMap(map.getShape().getShape())) {
        throw SaliencyNetwork.noMap(file, map.getShape().getShape());
      }
      return map.toFloatArray();
    } catch (TranslateException e) {
      throw new HarlException("saliency network '" + file + "' failed: " + e.getMessage(), e);
    } finally {
      idle.add(predictor);
    }
  }
}
