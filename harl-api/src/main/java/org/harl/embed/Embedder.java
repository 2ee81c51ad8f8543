package org.harl.embed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.harl.data.ImageSource;
import org.harl.data.reading.CorruptImages;
import org.harl.data.reading.LoaderThreads;
import org.harl.error.HarlException;
import org.harl.spi.Backend;
import org.harl.trace.TensorData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns images into vectors. Images are read, decoded, and resized and cropped as the encoder's
 * view says on threads of their own, a few batches ahead of the backend, so that memory does not
 * grow with their number; the result does not depend on the number of threads. Weights and compiled
 * programs stay in the backend until it is closed.
 *
 * <p>An image that is damaged, or takes longer to be read and decoded than the settings allow,
 * either ends what it is asked for or is left out by name, in a warning; if more than 1% of a
 * source are, that ends it too.
 *
 * <p>Methods may be called from any thread; the backend computes one batch at a time.
 */
public final class Embedder implements AutoCloseable {
  /** Images at a time, unless told. */
  public static final int BATCH = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Embedder.class);
  private static final int PREFETCH = 2;

  private final TrainedEncoder encoder;
  private final EmbedderSettings settings;
  private final EncoderPrograms programs;

  /** What becomes of an image that cannot be read. */
  private interface Unread {
    void accept(int image, IOException cause) throws IOException;
  }

  /** With {@link EmbedderSettings#DEFAULT}. */
  public Embedder(Backend backend, TrainedEncoder encoder) {
    this(backend, encoder, EmbedderSettings.DEFAULT);
  }

  /**
   * Opens a session for the encoder.
   *
   * @param backend computes the vectors
   * @param encoder with its weights, and how it views an image
   */
  public Embedder(Backend backend, TrainedEncoder encoder, EmbedderSettings settings) {
    this.encoder = encoder;
    this.settings = settings;
    programs = new EncoderPrograms(backend, encoder);
  }

  /** The encoder. */
  public TrainedEncoder encoder() {
    return encoder;
  }

  /** How images are read. */
  public EmbedderSettings settings() {
    return settings;
  }

  /**
   * One vector an image, [images, C], in the order of the source: the mean over the cells of the
   * feature map.
   *
   * @throws IOException if an image cannot be read: the first of them
   * @throws HarlException if this is closed, the thread is interrupted, or a feature is no number
   */
  public float[][] embed(ImageSource images) throws IOException {
    return all(images, EncoderProgram.FEATURES);
  }

  /**
   * Gives each vector away as soon as it is made, so that any number of them takes the same memory.
   * Images that cannot be read are left out.
   *
   * @throws IOException what the receiver throws
   * @throws HarlException if more than 1% of the images cannot be read, this is closed, the thread
   *     is interrupted, or a feature is no number
   */
  public void embed(ImageSource images, VectorReceiver receiver) throws IOException {
    CorruptImages corrupt = new CorruptImages(images, false, LOG);
    each(
        images,
        EncoderProgram.FEATURES,
        receiver,
        (image, cause) -> {
          corrupt.add(image, cause);
          if (corrupt.tooMany()) {
            throw new HarlException("embedder: " + corrupt.fault(cause), cause);
          }
        });
  }

  /**
   * The vectors of all images that can be read.
   *
   * @throws HarlException as {@link #embed(ImageSource, VectorReceiver)}
   */
  public Embeddings readable(ImageSource images) {
    List<float[]> vectors = new ArrayList<>();
    List<Integer> read = new ArrayList<>();
    try {
      embed(
          images,
          (image, vector) -> {
            read.add(image);
            vectors.add(vector);
          });
    } catch (IOException e) {
      throw new HarlException("embedder: " + e, e); // lists throw none
    }
    return new Embeddings(
        vectors.toArray(float[][]::new), read.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * Where the features of an image are: the sum over the channels of their squares, [images, h * w]
   * in rows of the feature map.
   *
   * @throws IOException if an image cannot be read: the first of them
   * @throws HarlException if this is closed, the thread is interrupted, or a feature is no number
   */
  public float[][] energy(ImageSource images) throws IOException {
    return all(images, EncoderProgram.ENERGY);
  }

  private float[][] all(ImageSource images, String output) throws IOException {
    float[][] vectors = new float[images.size()][];
    each(
        images,
        output,
        (image, vector) -> vectors[image] = vector,
        (image, cause) -> {
          throw cause;
        });
    return vectors;
  }

  private void each(ImageSource images, String output, VectorReceiver receiver, Unread unread)
      throws IOException {
    EvalBatches batches = new EvalBatches(images, encoder.view(), settings);
    int ahead = PREFETCH + settings.threads() / settings.batch(); // each thread finds an image
    try (LoaderThreads<EvalBatches.Views> loader =
        new LoaderThreads<>(batches, Math.min(settings.threads(), images.size()), ahead)) {
      for (long left = batches.end(); left > 0; left--) {
        EvalBatches.Views views = take(loader);
        for (Map.Entry<Integer, IOException> failure : views.unread().entrySet()) {
          unread.accept(failure.getKey(), failure.getValue());
        }
        TensorData pixels = views.pixels();
        float[] values = programs.run(output, pixels);
        loader.release(views);
        give(images, views, values, values.length / pixels.shape().dim(0), receiver);
      }
    }
  }

  private static void give(
      ImageSource images,
      EvalBatches.Views views,
      float[] values,
      int width,
      VectorReceiver receiver)
      throws IOException {
    for (int i = 0; i < views.count(); i++) {
      int image = views.image() + i;
      if (!views.unread().containsKey(image)) {
        float[] vector = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        checkNumbers(images, image, vector);
        receiver.accept(image, vector);
      }
    }
  }

  private static void checkNumbers(ImageSource images, int image, float[] vector) {
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw new HarlException(
            "embedder: feature "
                + i
                + " of image '"
                + images.name(image)
                + "' is "
                + vector[i]
                + ": the encoder's weights are finite, but too large or not those of its network;"
                + " take another encoder");
      }
    }
  }

  private static EvalBatches.Views take(LoaderThreads<EvalBatches.Views> loader) {
    try {
      return loader.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HarlException("embedder: interrupted while waiting for images", e);
    } catch (ExecutionException e) {
      Throwable failure = e.getCause();
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
