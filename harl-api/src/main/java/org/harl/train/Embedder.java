package org.harl.train;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import org.harl.HarlException;
import org.harl.InvalidInputException;
import org.harl.augment.EvalView;
import org.harl.data.ImageSource;
import org.harl.internal.LoaderThreads;
import org.harl.spi.Backend;
import org.harl.trace.TensorData;

/**
 * Turns images into vectors. Images are read, decoded, and scaled and cropped centrally to the
 * encoder's size on threads of their own, a few batches ahead of the backend, so that memory does
 * not grow with their number; the result does not depend on the number of threads. Weights and
 * compiled programs stay in the backend until it is closed.
 *
 * <p>Methods may be called from any thread; the backend computes one batch at a time.
 */
public final class Embedder implements AutoCloseable {
  /** Images at a time, unless told. */
  public static final int BATCH = 64;

  private static final int PREFETCH = 2;

  private final TrainedEncoder encoder;
  private final int batch;
  private final int threads;
  private final EvalView view;
  private final EncoderPrograms programs;

  /** What becomes of the vectors. */
  private interface Receiver {
    /**
     * Takes those of a batch; batches come in the order of the images.
     *
     * @param image the index of the first
     */
    void accept(int image, float[][] vectors) throws IOException;
  }

  /** With batches of {@value #BATCH} and a loader thread for each processor. */
  public Embedder(Backend backend, TrainedEncoder encoder) {
    this(backend, encoder, BATCH, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Opens a session for the encoder.
   *
   * @param backend computes the vectors
   * @param encoder with its weights, and the side of the views in pixels
   * @param batch images at a time, at most; fewer images than that are a smaller batch
   * @param threads that read and decode images
   * @throws InvalidInputException if a number is below 1
   */
  public Embedder(Backend backend, TrainedEncoder encoder, int batch, int threads) {
    if (batch < 1 || threads < 1) {
      throw new InvalidInputException(
          "embedder: batch and threads must be at least 1, got " + batch + " and " + threads);
    }
    this.encoder = encoder;
    this.batch = batch;
    this.threads = threads;
    view = new EvalView(encoder.size());
    programs = new EncoderPrograms(backend, encoder);
  }

  /** The encoder. */
  public TrainedEncoder encoder() {
    return encoder;
  }

  /**
   * One vector an image, [images, C], in the order of the source: the mean over the cells of the
   * feature map.
   *
   * @throws IOException if an image cannot be read: the first of them
   * @throws HarlException if this is closed, or the thread is interrupted
   */
  public float[][] embed(ImageSource images) throws IOException {
    return all(images, EncoderProgram.FEATURES);
  }

  /**
   * Where the features of an image are: the sum over the channels of their squares, [images, h * w]
   * in rows of the feature map.
   *
   * @throws IOException if an image cannot be read: the first of them
   * @throws HarlException if this is closed, or the thread is interrupted
   */
  public float[][] energy(ImageSource images) throws IOException {
    return all(images, EncoderProgram.ENERGY);
  }

  private float[][] all(ImageSource images, String output) throws IOException {
    float[][] vectors = new float[images.size()][];
    each(images, output, (image, part) -> System.arraycopy(part, 0, vectors, image, part.length));
    return vectors;
  }

  private void each(ImageSource images, String output, Receiver receiver) throws IOException {
    EvalBatches batches = new EvalBatches(images, view, batch);
    int ahead = PREFETCH + threads / batch; // each thread finds an image
    try (LoaderThreads<EvalBatches.Views> loader =
        new LoaderThreads<>(batches, Math.min(threads, images.size()), ahead)) {
      for (long left = batches.end(); left > 0; left--) {
        EvalBatches.Views views = take(loader);
        TensorData pixels = views.pixels();
        float[] values = programs.run(output, pixels);
        loader.release(views);
        receiver.accept(
            views.image(), rows(values, views.count(), values.length / pixels.shape().dim(0)));
      }
    }
  }

  private static float[][] rows(float[] values, int count, int width) {
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
    }
    return rows;
  }

  private static EvalBatches.Views take(LoaderThreads<EvalBatches.Views> loader)
      throws IOException {
    try {
      return loader.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HarlException("embedder: interrupted while waiting for images", e);
    } catch (ExecutionException e) {
      Throwable failure = e.getCause();
      if (failure instanceof IOException unread) {
        throw unread;
      }
      if (failure instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (failure instanceof Error error) {
        throw error;
      }
      throw new HarlException("embedder: " + failure, failure);
    }
  }

  /** Frees the session. Again does nothing. */
  @Override
  public void close() {
    programs.close();
  }
}
