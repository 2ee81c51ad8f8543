package org.harl.masks.network;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.Map;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;

/** A network in ONNX, run by ONNX Runtime on one thread a call. */
final class OnnxModel implements SaliencyModel {
  private final String file;
  private final OrtSession session;
  private final String input;
  private final int side;

  OnnxModel(String file) {
    this.file = file;
    try {
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = OrtEnvironment.getEnvironment().createSession(file, options);
      input = session.getInputNames().iterator().next();
      side = side(session);
    } catch (OrtException e) {
      throw new InvalidInputException(
          "saliency network '" + file + "' cannot be loaded: " + e.getMessage(), e);
    }
  }

  private int side(OrtSession opened) throws OrtException {
    if (!(opened.getInputInfo().get(input).getInfo() instanceof TensorInfo info)) {
      throw new InvalidInputException(
          "saliency network '" + file + "': '" + input + "' is no tensor");
    }
    long[] shape = info.getShape();
    boolean fits = shape.length == 4 && (shape[1] == 3 || shape[1] < 0) && shape[2] == shape[3];
    if (!fits) {
      throw new InvalidInputException(
          "saliency network '" + file + "': its input is " + info + "; [1, 3, S, S] is needed");
    }
    return shape[2] > 0 ? Math.toIntExact(shape[2]) : SaliencyNetwork.SIDE;
  }

  @Override
  public int side() {
    return side;
  }

  @Override
  public float[] run(float[] pixels) {
    long[] shape = {1, 3, side, side};
    try (OnnxTensor images =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), FloatBuffer.wrap(pixels), shape);
        OrtSession.Result result = session.run(Map.of(input, images))) {
      if (!(result.get(0) instanceof OnnxTensor map)) {
        throw new InvalidInputException("saliency network '" + file + "': no tensor comes out");
      }
      if (!SaliencyNetwork.isMap(map.getInfo().getShape())) {
        throw SaliencyNetwork.noMap(file, map.getInfo().getShape());
      }
      float[] values = new float[map.getFloatBuffer().remaining()];
      map.getFloatBuffer().get(values);
      return values;
    } catch (OrtException e) {
      throw new HarlException("saliency network '" + file + "' failed: " + e.getMessage(), e);
    }
  }
}
