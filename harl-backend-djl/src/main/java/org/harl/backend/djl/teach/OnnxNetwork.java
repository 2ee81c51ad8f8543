package org.harl.backend.djl.teach;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.trace.TensorData;

/** A network in ONNX. */
final class OnnxNetwork implements Network {
  private static final int RANK = 4;

  private final String file;
  private final OrtSession session;
  private final String input;
  private final Layout layout;
  private final long[] extents;

  /**
   * Loads it.
   *
   * @param threads of an operation; 0 for the library's number
   */
  OnnxNetwork(Path file, int threads) {
    this.file = file.toString();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      session = OrtEnvironment.getEnvironment().createSession(this.file, options);
    } catch (OrtException e) {
      throw new InvalidInputException(
          "teacher '" + file + "' cannot be loaded: " + e.getMessage(), e);
    }
    try {
      input = session.getInputNames().iterator().next();
      TensorInfo info = info();
      layout = info.type == OnnxJavaType.UINT8 ? Layout.BYTES : Layout.NORMALISED;
      extents = info.getShape();
      checkInput(info);
    } catch (OrtException | RuntimeException e) {
      close();
      throw e instanceof RuntimeException thrown ? thrown : failed((OrtException) e);
    }
  }

  private TensorInfo info() throws OrtException {
    if (session.getInputInfo().get(input).getInfo() instanceof TensorInfo info) {
      return info;
    }
    throw new InvalidInputException("teacher '" + file + "': '" + input + "' is no tensor");
  }

  private void checkInput(TensorInfo info) {
    boolean fits = extents.length == RANK && session.getInputNames().size() == 1;
    if (fits) {
      long channels = extents[layout == Layout.BYTES ? RANK - 1 : 1];
      boolean square = extents[2] == extents[layout == Layout.BYTES ? 1 : RANK - 1];
      boolean type = layout == Layout.BYTES || info.type == OnnxJavaType.FLOAT;
      fits = type && square && (channels == 3 || channels < 0) && Math.abs(extents[0]) <= 1;
    }
    if (!fits) {
      throw new InvalidInputException(
          "teacher '"
              + file
              + "': it takes "
              + session.getInputNames()
              + ", "
              + info
              + "; one input is needed, FLOAT [any or 1, 3, S, S] or UINT8 [any or 1, S, S, 3]");
    }
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public int size(int asked) {
    return extents[2] > 0 ? Math.toIntExact(extents[2]) : asked;
  }

  @Override
  public int most() {
    return extents[0] == 1 ? 1 : Integer.MAX_VALUE;
  }

  @Override
  public FeatureRows run(TensorData views, int from, int count) {
    try (OnnxTensor images = tensor(views, from, count);
        OrtSession.Result result = session.run(Map.of(input, images))) {
      if (result.get(0) instanceof OnnxTensor found && found.getInfo().type == OnnxJavaType.FLOAT) {
        FloatBuffer buffer = found.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return FeatureRows.of(file, found.getInfo().getShape(), values, count);
      }
      throw new InvalidInputException(
          "teacher '" + file + "': its first output is no tensor of 32-bit numbers");
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private OnnxTensor tensor(TensorData views, int from, int count) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = layout.shape(count, views.shape().dim(2));
    return layout == Layout.BYTES
        ? OnnxTensor.createTensor(
            environment,
            ByteBuffer.wrap(Layout.channelsLast(views, from, count)),
            shape,
            OnnxJavaType.UINT8)
        : OnnxTensor.createTensor(
            environment, FloatBuffer.wrap(Layout.normalised(views, from, count)), shape);
  }

  private HarlException failed(OrtException e) {
    return new HarlException("teacher '" + file + "' failed: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw failed(e);
    }
  }
}
