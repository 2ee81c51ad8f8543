package org.harl.embed;

import java.util.HashMap;
import java.util.Map;
import org.harl.error.HarlException;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.TensorData;

/**
 * The programs of an encoder in a session of their own, compiled when they are first wanted.
 * Methods may be called from any thread; one program runs at a time.
 */
final class EncoderPrograms implements AutoCloseable {
  private record Key(String output, int batch) {}

  private final TrainedEncoder encoder;
  private final Session session;
  private final Map<Key, Executable> compiled = new HashMap<>();
  private volatile boolean closed;

  EncoderPrograms(Backend backend, TrainedEncoder encoder) {
    this.encoder = encoder;
    session = backend.session(encoder.weights());
  }

  /**
   * An output of these images, row-major.
   *
   * @param pixels unsigned bytes [N, 3, size, size]
   * @throws HarlException if the embedder is closed
   */
  synchronized float[] run(String output, TensorData pixels) {
    if (closed) {
      throw new HarlException("embedder: it is closed; open another to embed");
    }
    Executable program =
        compiled.computeIfAbsent(new Key(output, pixels.shape().dim(0)), this::compile);
    return program.run(Map.of(EncoderProgram.IMAGES, pixels)).get(output).toFloats();
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
