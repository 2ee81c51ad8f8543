package org.harl.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.harl.InvalidInputException;
import org.harl.augment.EvalView;
import org.harl.augment.Resampler;
import org.harl.data.ImageSource;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/**
 * Turns images into vectors.
 *
 * @param backend computes them
 * @param encoder with its weights
 * @param size the side of the views, in pixels
 * @param batch images at a time
 */
public record Embedder(Backend backend, TrainedEncoder encoder, int size, int batch) {
  private static final int BATCH = 64;

  /** Checks the numbers. */
  public Embedder {
    if (size < 1 || batch < 1) {
      throw new InvalidInputException(
          "embedder: size and batch must be at least 1, got " + size + " and " + batch);
    }
  }

  /** At the size that the encoder was trained on, 64 images at a time. */
  public Embedder(Backend backend, TrainedEncoder encoder) {
    this(backend, encoder, encoder.size(), BATCH);
  }

  /**
   * One vector an image, [images, C], in the order of the source: the mean over the cells of the
   * feature map.
   *
   * @throws IOException if an image cannot be read
   */
  public float[][] embed(ImageSource images) throws IOException {
    return run(images, EncoderProgram.FEATURES);
  }

  /**
   * Where the features of an image are: the sum over the channels of their squares, [images, h * w]
   * in rows of the feature map.
   *
   * @throws IOException if an image cannot be read
   */
  public float[][] energy(ImageSource images) throws IOException {
    return run(images, EncoderProgram.ENERGY);
  }

  private float[][] run(ImageSource images, String output) throws IOException {
    float[][] vectors = new float[images.size()][];
    Resampler resampler = new Resampler();
    EvalView view = new EvalView(size);
    TensorData pixels = TensorData.allocate(DataType.U8, Shape.of(batch, 3, size, size));
    try (Session session = backend.session(encoder.weights());
        Executable program =
            session.compile(
                EncoderProgram.of(
                    encoder.encoder(), "", TrainedEncoder.NORMALISATION, batch, size, output))) {
      for (int first = 0; first < vectors.length; first += batch) {
        int count = Math.min(batch, vectors.length - first);
        ByteBuffer bytes = pixels.bytes();
        for (int i = 0; i < count; i++) {
          view.view(resampler, images.read(first + i), bytes, i * 3 * size * size);
        }
        float[] values = program.run(Map.of(EncoderProgram.IMAGES, pixels)).get(output).toFloats();
        int width = values.length / batch;
        for (int i = 0; i < count; i++) {
          vectors[first + i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
      }
    }
    return vectors;
  }
}
