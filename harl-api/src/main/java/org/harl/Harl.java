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
 *   TrainedEncoder encoder = harl.pretrain(images, plan -> plan.epochs(100)).await();
 *   float[][] embeddings = harl.embed(encoder, photographs);
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

  /** {@return settings of a Harl to be opened} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * {@return the backends on the class path, by name}
   *
   * @throws HarlException if one is there twice, or has another api level
   */
  public static List<BackendProvider> backends() {
    return BackendRegistry.onClassPath().all();
  }

  /** {@return the device in use, engine and version} */
  public DeviceInfo device() {
    return backend.device();
  }

  /** {@return the backend, for programs of the caller's own; stays this Harl's to close} */
  public Backend backend() {
    return backend;
  }

  /**
   * Starts a run, which goes on in the background; see {@link Pretraining#await}.
   *
   * @param images what to train on
   * @param settings changes the defaults of {@link PretrainingPlanBuilder}
   * @param listeners hear of every step and epoch
   * @return the run, which has started
   * @throws InvalidInputException if the settings are out of range or do not fit the images, see
   *     {@link Pretraining#start}
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

  /**
   * {@return the same with a plan that is made already}
   *
   * @param images what to train on, at least one batch
   * @param plan every setting; {@link PretrainingPlan#on} fills in what it leaves open
   * @param listeners hear of every step and epoch, on the thread of the run
   */
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
   * {@return one vector an image, [images, C]: the mean over the cells of the encoder's feature
   * map, in the order of the source} Images are scaled and cropped centrally to the size that the
   * encoder was trained on. {@link #embedder} keeps what each call of this makes anew.
   *
   * @param encoder network, weights and the view that it was trained on
   * @param images read on threads of their own, in batches
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
   * {@return an embedder that stays open, for any threads, until it or this Harl is closed}
   *
   * @param encoder network, weights and the view that it was trained on
   * @throws HarlException if this is closed
   */
  public Embedder embedder(TrainedEncoder encoder) {
    return embedder(encoder, EmbedderSettings.DEFAULT);
  }

  /**
   * {@return the same with other settings}
   *
   * @param encoder network, weights and the view that it was trained on
   * @param settings batch, threads and time limit
   */
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

    /**
     * {@return this builder with that backend; need not be called where there is only one}
     *
     * @param name for example {@code djl}, in any case; default null, the only one there is
     */
    public Builder backend(@Nullable String name) {
      backend = name;
      return this;
    }

    /**
     * {@return this builder with that device}
     *
     * @param name {@code cpu}, {@code gpu:0}, or {@code auto} (default): a GPU if any
     */
    public Builder device(String name) {
      options = options.withDevice(name);
      return this;
    }

    /**
     * {@return this builder with that arithmetic}
     *
     * @param precision default {@link Precision#FLOAT32}; refused if the device lacks it
     */
    public Builder precision(Precision precision) {
      options = options.withPrecision(precision);
      return this;
    }

    /**
     * {@return this builder with that many threads for one operation}
     *
     * @param threads default 0, the engine's own choice: one a physical core as a rule
     */
    public Builder threads(int threads) {
      options = options.withThreads(threads);
      return this;
    }

    /**
     * {@return this builder with that remedy for an engine that computes wrongly here}
     *
     * @param safety default {@link EngineSafety#AUTO}: checked, and mended or refused
     */
    public Builder engineSafety(EngineSafety safety) {
      options = options.withSafety(safety);
      return this;
    }

    /**
     * Opens the backend.
     *
     * @return a Harl that is open until it is closed
     * @throws BackendNotFoundException if there is none, none of that name, or no name and several
     * @throws HarlException if the backend cannot be opened so
     */
    public Harl build() {
      return new Harl(BackendRegistry.onClassPath().find(backend).open(options));
    }
  }
}
