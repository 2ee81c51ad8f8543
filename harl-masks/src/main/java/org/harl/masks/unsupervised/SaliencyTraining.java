package org.harl.masks.unsupervised;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.harl.draw.Draws;
import org.harl.error.HarlException;
import org.harl.model.StateDict;
import org.harl.schedule.Schedule;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** Takes samples through {@link SaliencyStep}, epoch after epoch. */
final class SaliencyTraining {
  static final int BATCH = 16;

  private static final int SIDE = UnsupervisedModel.SIDE;
  private static final int CELLS = SIDE * SIDE / 4;
  private static final int AHEAD = 3;
  private static final double RATE = 2e-3;
  private static final int WARM_UP = 50;

  private final SaliencySamples samples;
  private final int epochs;
  private final Draws draws;
  private final long seed;

  SaliencyTraining(SaliencySamples samples, int epochs, long seed) {
    this.samples = samples;
    this.epochs = epochs;
    this.seed = seed;
    draws = Draws.ofSeed(seed).fork("unsupervised");
  }

  /** Is told of every epoch's mean loss. */
  interface Epochs {
    void done(int epoch, double loss);
  }

  /** Batches an epoch; what is left over waits for another epoch's order. */
  private int batches() {
    return samples.size() / BATCH;
  }

  /** The network's values after training. */
  StateDict run(Backend backend, Epochs progress) throws IOException {
    SaliencyStep step = new SaliencyStep(BATCH, SIDE);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try (Session session = backend.session(step.initial(seed));
        Executable program = session.compile(step.program())) {
      train(program, pool, progress);
      Map<String, ?> network = step.network();
      return session.variables().filter(network::containsKey);
    } finally {
      pool.shutdownNow();
    }
  }

  private void train(Executable program, ExecutorService pool, Epochs progress) throws IOException {
    Schedule rate = Schedule.warmUpThenCosine(RATE, WARM_UP);
    ArrayDeque<Future<Map<String, TensorData>>> ahead = new ArrayDeque<>();
    int steps = epochs * batches();
    int asked = 0;
    double loss = 0;
    for (int done = 0; done < steps; done++) {
      for (; asked < steps && ahead.size() < AHEAD; asked++) {
        int next = asked;
        ahead.add(pool.submit(() -> batch(next)));
      }
      Map<String, TensorData> feeds = new HashMap<>(ready(ahead.remove()));
      feeds.put(SaliencyStep.RATE, TensorData.scalar(rate.at(done, steps)));
      loss += program.run(feeds).get(SaliencyStep.LOSS).at(0) / batches();
      if ((done + 1) % batches() == 0) {
        progress.done((done + 1) / batches(), loss);
        loss = 0;
      }
    }
  }

  private static <T> T ready(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new HarlException("unsupervised: " + e.getCause(), e.getCause());
    } catch (InterruptedException | CancellationException e) {
      Thread.currentThread().interrupt();
      throw new HarlException("unsupervised: training was interrupted", e);
    }
  }

  private Map<String, TensorData> batch(int number) throws IOException {
    int epoch = number / batches();
    int[] order = draws.fork(epoch).fork("order").permutation(samples.size());
    float[] shown = new float[BATCH * SaliencyInput.CHANNELS * SIDE * SIDE];
    float[] said = new float[BATCH * CELLS];
    for (int i = 0; i < BATCH; i++) {
      int sample = order[number % batches() * BATCH + i];
      SaliencyView view =
          new SaliencyView(samples.read(sample), draws.fork(epoch).fork("view").fork(sample));
      view.show(shown, i * SaliencyInput.CHANNELS * SIDE * SIDE);
      view.say(said, i * CELLS);
    }
    return Map.of(
        SaliencyStep.IMAGES,
        TensorData.of(Shape.of(BATCH, SaliencyInput.CHANNELS, SIDE, SIDE), shown),
        SaliencyStep.MAPS,
        TensorData.of(Shape.of(BATCH, 1, SIDE / 2, SIDE / 2), said));
  }
}
