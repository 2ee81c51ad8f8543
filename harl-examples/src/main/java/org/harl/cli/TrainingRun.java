package org.harl.cli;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.InvalidInputException;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.Photometry;
import org.harl.data.Batch;
import org.harl.data.BatchLoader;
import org.harl.model.InitialValues;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.TensorData;
import org.harl.train.HarlStep;
import org.harl.train.Schedule;

/** Takes batches from a loader through the training program, epoch after epoch. */
final class TrainingRun {
  /** Hears of every step and every epoch. */
  interface Listener {
    void step(Step step);

    /**
     * An epoch is done.
     *
     * @param epochs how many are done
     * @param variables those of the session now
     */
    void epoch(int epochs, StateDict variables) throws IOException;
  }

  /**
   * One optimiser step.
   *
   * @param number from 1
   * @param epoch batches seen, in epochs
   * @param outputs the program's: loss, the objective's terms, signals
   */
  record Step(
      long number,
      double epoch,
      Map<String, Double> outputs,
      double learningRate,
      double tau,
      double imagesPerSecond) {}

  private final HarlStep step;
  private final Photometry view1;
  private final Photometry view2;
  private final Schedule tau;
  private final int accumulate;
  private final int epochs;

  /** A run of {@code epochs} epochs with optimiser steps of {@code accumulate} batches. */
  TrainingRun(
      HarlStep step,
      AugmentationRecipe view1,
      AugmentationRecipe view2,
      Schedule tau,
      int accumulate,
      int epochs) {
    this.step = step;
    this.view1 = Photometry.of(view1);
    this.view2 = Photometry.of(view2);
    this.tau = tau;
    this.accumulate = accumulate;
    this.epochs = epochs;
  }

  /** Optimiser steps of the whole run. */
  static long steps(int epochs, int batchesPerEpoch, int accumulate) {
    return (long) epochs * batchesPerEpoch / accumulate;
  }

  /** Trains until the loader has no more batches; what the session holds in the end. */
  StateDict run(
      Backend backend, BatchLoader loader, Schedule learningRate, long seed, Listener listener)
      throws IOException {
    long total = steps(epochs, loader.batchesPerEpoch(), accumulate);
    if (step.needsMasks() && !loader.masked()) {
      throw new InvalidInputException(
          "the objective compares regions, but the images have no masks; give --masks, or"
              + " --objective byol");
    }
    StateDict initial = step.variables().initial(seed);
    if (accumulate > 1) {
      initial = initial.plus(InitialValues.draw(step.variables().accumulators(), 0));
    }
    try (Session session = backend.session(initial);
        Executable first =
            session.compile(accumulate > 1 ? step.accumulation(accumulate) : step.program());
        Executable last = accumulate > 1 ? session.compile(step.application()) : first) {
      long done = 0;
      long start = System.nanoTime();
      for (long batches = 1; loader.hasNext(); batches++) {
        Map<String, Double> outputs = new LinkedHashMap<>();
        boolean complete = batches % accumulate == 0;
        Map<String, TensorData> scalars = complete ? scalars(learningRate, done, total) : Map.of();
        try (Batch batch = loader.next()) {
          Map<String, TensorData> feeds = feeds(batch, done, total);
          if (accumulate == 1) {
            feeds.putAll(scalars);
          }
          add(outputs, first.run(feeds));
        }
        if (complete && accumulate > 1) {
          add(outputs, last.run(scalars));
        }
        if (complete) {
          done++;
          long now = System.nanoTime();
          listener.step(
              new Step(
                  done,
                  (double) batches / loader.batchesPerEpoch(),
                  outputs,
                  scalars.get("learningRate").at(0),
                  scalars.get("tau").at(0),
                  step.batch() * accumulate / ((now - start) / 1e9)));
          start = now;
        }
        if (batches % loader.batchesPerEpoch() == 0) {
          listener.epoch((int) (batches / loader.batchesPerEpoch()), session.variables());
          start = System.nanoTime();
        }
      }
      return session.variables();
    }
  }

  private Map<String, TensorData> scalars(Schedule learningRate, long done, long total) {
    return Map.of(
        "learningRate", TensorData.scalar(learningRate.at(done, total)),
        "tau", TensorData.scalar(tau.at(done, total)));
  }

  private Map<String, TensorData> feeds(Batch batch, long done, long total) {
    Map<String, TensorData> feeds = new HashMap<>();
    feeds.put("view1", batch.view1());
    feeds.put("view2", batch.view2());
    feeds.putAll(view1.feeds("view1", batch.plans1()));
    feeds.putAll(view2.feeds("view2", batch.plans2()));
    if (step.needsMasks()) {
      feeds.put("mask1", batch.mask1().orElseThrow());
      feeds.put("mask2", batch.mask2().orElseThrow());
    }
    step.objective()
        .weights()
        .forEach((name, weight) -> feeds.put(name, TensorData.scalar(weight.at(done, total))));
    return feeds;
  }

  private static void add(Map<String, Double> outputs, Map<String, TensorData> results) {
    results.forEach((name, value) -> outputs.put(name, value.at(0)));
  }
}
