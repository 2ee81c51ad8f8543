package org.harl.embed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.harl.data.ImageSource;
import org.harl.error.HarlException;
import org.harl.image.Image;
import org.harl.spi.Backend;

/**
 * Turns images into vectors, for as long as it is open: weights and compiled programs stay.
 *
 * <pre>{@code
 * try (Embedder embedder = harl.embedder(TrainedEncoder.read(file))) {
 *   float[] query = embedder.embed(Image.of(upload));
 *   float[][] catalogue = embedder.embed(photographs);
 * }
 * }</pre>
 *
 * <p>Images of a source are read, decoded, and resized and cropped as the encoder's view says on
 * threads of their own, a few batches ahead of the backend, so that memory does not grow with their
 * number; the result does not depend on the number of threads. One that is damaged, or takes longer
 * to be read and decoded than the settings allow, either ends what it is asked for or is left out
 * by name, in a warning; if more than 1% of a source are, that ends it too.
 *
 * <p>Methods may be called from any thread. Views are made at the same time, while the backend
 * computes one batch at a time; calls are never put together into a batch, so that no bit of a
 * vector depends on how many threads call.
 */
public final class Embedder implements AutoCloseable {
  /** Images at a time, unless told. */
  public static final int BATCH = 64;

  private final TrainedEncoder encoder;
  private final EmbedderSettings settings;
  private final EncoderPrograms programs;
  private final MemoryPass memory;

  /**
   * With {@link EmbedderSettings#DEFAULT}.
   *
   * @param backend computes; it stays open, and the caller's to close
   * @param encoder network, weights and the view that it was trained on
   */
  public Embedder(Backend backend, TrainedEncoder encoder) {
    this(backend, encoder, EmbedderSettings.DEFAULT);
  }

  /**
   * Opens a session for the encoder.
   *
   * @param backend computes the vectors
   * @param encoder with its weights, and how it views an image
   * @param settings batch, threads and time limit; {@link EmbedderSettings#DEFAULT} where nothing
   *     is said
   */
  public Embedder(Backend backend, TrainedEncoder encoder, EmbedderSettings settings) {
    this.encoder = encoder;
    this.settings = settings;
    programs = new EncoderPrograms(backend, encoder);
    memory = new MemoryPass(encoder.view(), settings, programs);
  }

  /** {@return the encoder} */
  public TrainedEncoder encoder() {
    return encoder;
  }

  /** {@return how images are read} */
  public EmbedderSettings settings() {
    return settings;
  }

  /**
   * {@return the vector of an image, [C]: the mean over the cells of the feature map} It is
   * computed alone, so that its bits depend on nothing but the image, the encoder and the backend:
   * the same whatever other threads embed meanwhile. Those of {@link #embed(List)} may differ from
   * it in the last places, since engines sum in another order in larger batches.
   *
   * @param image of any size; it is viewed as the encoder says
   * @throws HarlException if this is closed or a feature is no number
   */
  public float[] embed(Image image) {
    return memory.one(image);
  }

  /**
   * {@return the vectors of images in memory, [images, C], in batches of the settings' size, the
   * last of the next power of two; faster than one at a time} The same list gives the same bits,
   * whatever other threads embed meanwhile, and those of {@link #embed(ImageSource)} on the same
   * images.
   *
   * @param images may be empty
   * @throws HarlException if this is closed, the thread is interrupted, or a feature is no number
   */
  public float[][] embed(List<Image> images) {
    return memory.all(List.copyOf(images));
  }

  /**
   * {@return one vector an image, [images, C], in the order of the source: the mean over the cells
   * of the feature map}
   *
   * @param images read on threads of their own, in batches
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
   * @param images read on threads of their own, in batches
   * @param receiver is given one vector after the other, on the calling thread
   * @throws IOException what the receiver throws
   * @throws HarlException if more than 1% of the images cannot be read, this is closed, the thread
   *     is interrupted, or a feature is no number
   */
  public void embed(ImageSource images, VectorReceiver receiver) throws IOException {
    embed(images, receiver, UnreadImages.few(images));
  }

  /**
   * The same where the caller says what becomes of images that cannot be read, for example because
   * these are a part of a larger source. A part that begins at a multiple of the settings' batch
   * gives the bits of the whole, since batches are the same.
   *
   * @param images read on threads of their own, in batches
   * @param receiver is given one vector after the other, on the calling thread
   * @param unread is told of each image that has none, before the vectors of its batch
   * @throws IOException what the receiver or {@code unread} throws
   * @throws HarlException if this is closed, the thread is interrupted, or a feature is no number
   */
  public void embed(ImageSource images, VectorReceiver receiver, UnreadImages unread)
      throws IOException {
    pass(EncoderProgram.FEATURES).each(images, receiver, unread);
  }

  /**
   * {@return the vectors of all images that can be read}
   *
   * @param images read on threads of their own, in batches
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
   * {@return where the features of an image are: the sum over the channels of their squares,
   * [images, h * w] in rows of the feature map}
   *
   * @param images read on threads of their own, in batches
   * @throws IOException if an image cannot be read: the first of them
   * @throws HarlException if this is closed, the thread is interrupted, or a feature is no number
   */
  public float[][] energy(ImageSource images) throws IOException {
    return all(images, EncoderProgram.ENERGY);
  }

  private float[][] all(ImageSource images, String output) throws IOException {
    float[][] vectors = new float[images.size()][];
    pass(output)
        .each(
            images,
            (image, vector) -> vectors[image] = vector,
            (image, cause) -> {
              throw cause;
            });
    return vectors;
  }

  private SourcePass pass(String output) {
    return new SourcePass(encoder, settings, programs, output);
  }

  /** {@return whether {@link #close} was called} */
  public boolean closed() {
    return programs.areClosed();
  }

  /**
   * Frees the session, after the batch that is computed now; calls that wait for another are told
   * so. Again does nothing.
   */
  @Override
  public void close() {
    memory.close();
    programs.close();
  }

  @Override
  public String toString() {
    return "embedder by " + encoder + (closed() ? ", closed" : "");
  }
}
