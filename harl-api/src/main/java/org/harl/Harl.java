package org.harl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.harl.data.ImageSource;
import org.harl.embed.Embedder;
import org.harl.embed.EmbedderSettings;
import org.harl.embed.TrainedEncoder;
import org.harl.error.BackendNotFoundException;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.DeviceInfo;
import org.harl.spi.EngineSafety;
import org.harl.spi.Precision;
import org.harl.train.Pretraining;
import org.harl.train.PretrainingPlan;
import org.harl.train.PretrainingPlanBuilder;
import org.harl.train.TrainingListener;
import org.jspecify.annotations.Nullable;

/**
 * The entry to HARL: an open backend that pretrains encoders and embeds images with them.
 *
 * <pre>{@code
 * try (Harl harl = Harl.builder().backend("djl").build()) {
 *   MaskChoice masks = MaskChoice.named("mbd");
 *   Pretraining run =
 *       harl.pretrain(ImageFolder.of(images), plan -> plan.epochs(100).masks(masks));
 *   run.await();
 *   float[][] embeddings = harl.embed(run.encoder(), photographs);
 * }
 * }</pre>
 *
 * <p>Methods may be called from any thread. Closing stops the runs that go on and what is embedded,
 * and frees the backend's memory.
 */
public final class Harl implements AutoCloseable {
  private static final String CLOSED_MEANWHILE =
      "this Harl was closed before all images were embedded; close it after embed(..) has returned";

  private final Backend backend;
  private final List<Pretraining> runs = new ArrayList<>();
  private final List<Embedder> embedders = new ArrayList<>();
  private boolean closed;

  private Harl(Backend backend) {
    this.backend = backend;
  }

  /** Settings of a Harl to be opened. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The backends on the class path, by name.
   *
   * @throws HarlException if one is there twice, or has another api level
   */
  public static List<BackendProvider> backends() {
    return BackendRegistry.onClassPath().all();
  }

  /** The device in use, engine and version. */
  public DeviceInfo device() {
    return backend.device();
  }

  /** The backend, for programs of the caller's own; stays this Harl's to close. */
  public Backend backend() {
    return backend;
  }

  /**
   * Starts a run, which goes on in the background; see {@link Pretraining#await}.
   *
   * @param images what to train on
   * @param settings changes the defaults of {@link PretrainingPlanBuilder}
   * @param listeners hear of every step and epoch
   * @throws InvalidInputException if the settings are out of range or do not fit the images: fewer
   *     than a batch, without the masks or classes that the method needs
   * @throws org.harl.trace.ShapeException if the networks do not fit each other or the views
   */
  public Pretraining pretrain(
      ImageSource images,
      Consumer<PretrainingPlanBuilder> settings,
      TrainingListener... listeners) {
    PretrainingPlanBuilder plan = PretrainingPlan.builder();
    settings.accept(plan);
    return pretrain(images, plan.build(), listeners);
  }

  /** The same with a plan that is made already. */
  public synchronized Pretraining pretrain(
      ImageSource images, PretrainingPlan plan, TrainingListener... listeners) {
    if (closed) {
      throw new HarlException("this Harl is closed; build another to pretrain");
    }
    runs.removeIf(Pretraining::done);
    Pretraining run = Pretraining.start(backend, images, plan, Arrays.asList(listeners));
    runs.add(run);
    return run;
  }

  /**
   * One vector an image, [images, C]: the mean over the cells of the encoder's feature map, in the
   * order of the source. Images are scaled and cropped centrally to the size that the encoder was
   * trained on. Weights are loaded and a program compiled for each call; {@link #embedder} keeps
   * them.
   *
   * @throws IOException if an image cannot be read
   * @throws HarlException if this is closed, before or meanwhile
   */
  public float[][] embed(TrainedEncoder encoder, ImageSource images) throws IOException {
    Embedder embedder = embedder(encoder);
    try (embedder) {
      return embedder.embed(images);
    } catch (HarlException e) {
      throw isClosed() ? new HarlException(CLOSED_MEANWHILE, e) : e;
    }
  }

  /**
   * An embedder that stays open and is used again, by any threads, until it or this Harl is closed.
   *
   * <pre>{@code
   * Embedder embedder = harl.embedder(encoder);
   * float[] vector = embedder.embed(Image.of(upload));
   * }</pre>
   *
   * @throws HarlException if this is closed
   */
  public Embedder embedder(TrainedEncoder encoder) {
    return embedder(encoder, EmbedderSettings.DEFAULT);
  }

  /** The same with other settings. */
  public synchronized Embedder embedder(TrainedEncoder encoder, EmbedderSettings settings) {
    if (closed) {
      throw new HarlException("this Harl is closed; build another to embed");
    }
    embedders.removeIf(Embedder::closed);
    Embedder embedder = new Embedder(backend, encoder, settings);
    embedders.add(embedder); // known to close() before it computes anything
    return embedder;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /**
   * Stops the runs that go on, and after the batch in hand what is embedded, then closes the
   * backend. Again does nothing.
   */
  @Override
  public void close() {
    List<Pretraining> going;
    List<Embedder> embedding;
    synchronized (this) {
      closed = true;
      going = List.copyOf(runs);
      embedding = List.copyOf(embedders);
    }
    embedding.forEach(Embedder::close);
    going.forEach(Pretraining::close);
    backend.close();
  }

  /** Settings of a {@link Harl}; each has a default. */
  public static final class Builder {
    private @Nullable String backend;
    private BackendOptions options = BackendOptions.DEFAULT;

    private Builder() {}

    /** The backend's name; need not be given where only one is on the class path. */
    public Builder backend(@Nullable String name) {
      backend = name;
      return this;
    }

    /** {@code cpu}, {@code gpu:0}, or {@code auto}: the first GPU if there is one; the default. */
    public Builder device(String name) {
      options = options.withDevice(name);
      return this;
    }

    /** The arithmetic; default {@link Precision#FLOAT32}. */
    public Builder precision(Precision precision) {
      options = options.withPrecision(precision);
      return this;
    }

    /** Threads that one operation may use; default 0, the engine's own choice. */
    public Builder threads(int threads) {
      options = options.withThreads(threads);
      return this;
    }

    /**
     * What is done about an engine that computes wrongly on this machine; default {@link
     * EngineSafety#AUTO}: it is checked, and held to what is right or refused.
     */
    public Builder engineSafety(EngineSafety safety) {
      options = options.withSafety(safety);
      return this;
    }

    /**
     * Opens the backend.
     *
     * @throws BackendNotFoundException if there is none, none of that name, or no name and several
     * @throws HarlException if the backend cannot be opened so
     */
    public Harl build() {
      return new Harl(BackendRegistry.onClassPath().find(backend).open(options));
    }
  }
}
