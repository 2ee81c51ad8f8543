package org.harl.embed;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.harl.error.HarlException;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.TensorData;
import org.jspecify.annotations.Nullable;

/**
 * The programs of an encoder in a session of their own, compiled when they are first wanted.
 * Methods may be called from any thread; one program runs at a time.
 */
final class EncoderPrograms implements AutoCloseable {
  private record Key(String output, int batch) {}

  /**
   * An output.
   *
   * @param values [N, width], row-major
   */
  record Rows(float[] values, int width) {
    /**
     * A copy of one.
     *
     * @param image whose it is
     * @throws HarlException if one of its numbers is none
     */
    float[] vector(int row, String image) {
      float[] vector = Arrays.copyOfRange(values, row * width, (row + 1) * width);
      for (int i = 0; i < width; i++) {
        if (!Float.isFinite(vector[i])) {
          throw new HarlException(
              "embedder: feature "
                  + i
                  + " of image '"
                  + image
                  + "' is "
                  + vector[i]
                  + ": the encoder's weights are finite, but too large or not those of its"
                  + " network; take another encoder");
        }
      }
      return vector;
    }
  }

  private final TrainedEncoder encoder;
  private final Session session;
  private final Map<Key, Executable> compiled = new HashMap<>();
  private volatile boolean closed;

  EncoderPrograms(Backend backend, TrainedEncoder encoder) {
    this.encoder = encoder;
    session = backend.session(encoder.weights());
  }

  /**
   * An output of these images.
   *
   * @param pixels unsigned bytes [N, 3, size, size]
   * @throws HarlException if the embedder is closed
   */
  synchronized Rows run(String output, TensorData pixels) {
    if (closed) {
      throw closed(null);
    }
    Executable program =
        compiled.computeIfAbsent(new Key(output, pixels.shape().dim(0)), this::compile);
    float[] values = program.run(Map.of(EncoderProgram.IMAGES, pixels)).get(output).toFloats();
    return new Rows(values, values.length / pixels.shape().dim(0));
  }

  static HarlException closed(@Nullable Throwable cause) {
    return new HarlException("embedder: it is closed; open another to embed", cause);
  }

  boolean areClosed() {
    return closed;
  }

  private Executable compile(Key key) {
    return session.compile(
        EncoderProgram.of(
            encoder.encoder(),
            "",
            encoder.view().normalisation(),
            key.batch,
            encoder.size(),
            key.output));
  }

  /** Waits for the program that runs; none runs after it. */
  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      session.close();
    }
  }
}
