package org.harl.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.harl.data.ImageSource;
import org.harl.data.loader.Batch;
import org.harl.draw.Draws;
import org.harl.spi.Backend;
import org.harl.teach.Teacher;
import org.harl.teach.Teaching;
import org.harl.trace.Program;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.harl.train.step.HarlStep;
import org.harl.train.step.StepNames;
import org.jspecify.annotations.Nullable;

/** What a step's program is fed of a batch and of the run's schedules. */
final class StepFeeds implements AutoCloseable {
  private final HarlStep step;
  private final ImageSource images;
  private final Draws draws;
  private final Set<String> inputs;
  private final Teacher.@Nullable Lessons lessons;

  /**
   * @param images that batches are of
   * @param plan whose seed images are drawn from, and whose teacher is asked
   * @param program that is fed
   */
  StepFeeds(Backend backend, PretrainingPlan plan, ImageSource images, Program program) {
    step = plan.step();
    Teaching teaching = plan.teaching();
    lessons = teaching == null ? null : teaching.teacher().open(backend);
    this.images = images;
    draws = Draws.ofSeed(plan.seed()).fork("drawn");
    inputs = program.inputs().keySet();
  }

  Map<String, TensorData> of(Batch batch, Progress progress) {
    Map<String, TensorData> feeds = new LinkedHashMap<>();
    for (int view = 1; view <= batch.views(); view++) {
      String name = StepNames.VIEW + view;
      if (inputs.contains(name)) {
        feeds.put(name, batch.view(view));
        feeds.putAll(step.views().get(view - 1).preparation().feeds(name, batch.plans(view)));
      }
      if (lessons != null && inputs.contains(StepNames.TAUGHT + view)) {
        feeds.put(StepNames.TAUGHT + view, lessons.of(batch.view(view)));
      }
      if (inputs.contains(StepNames.MASK + view)) {
        feeds.put(StepNames.MASK + view, batch.mask(view).orElseThrow());
      }
      if (inputs.contains(StepNames.IDS + view)) {
        feeds.put(StepNames.IDS + view, batch.regions(view).orElseThrow());
      }
    }
    if (step.objective().usesSamples()) {
      feeds.put(StepNames.SAMPLE, numbers(batch.samples()));
    }
    if (step.objective().usesLabels()) {
      feeds.put(StepNames.LABEL, numbers(labels(batch.samples())));
    }
    if (step.objective().drawnImages() > 0) {
      feeds.put(StepNames.DRAWN, numbers(drawn(progress.batches())));
    }
    step.objective().weights().forEach((name, weight) -> feeds.put(name, progress.at(weight)));
    if (inputs.contains(StepNames.LEARNING_RATE)) {
      feeds.putAll(rates(progress, progress.done()));
    }
    return feeds;
  }

  /**
   * What the update of a step is fed.
   *
   * @param before how many were done before it
   */
  Map<String, TensorData> rates(Progress progress, long before) {
    Map<String, TensorData> rates = new LinkedHashMap<>(progress.rates(before));
    if (!step.hasTarget()) {
      rates.remove(StepNames.TAU);
    }
    return rates;
  }

  /** Images of the source, whatever the batch before it was. */
  private int[] drawn(long batch) {
    Draws own = draws.fork(batch);
    return IntStream.range(0, step.objective().drawnImages())
        .map(i -> own.below(i, images.size()))
        .toArray();
  }

  private int[] labels(int[] samples) {
    return IntStream.of(samples).map(sample -> images.label(sample).orElseThrow()).toArray();
  }

  private static TensorData numbers(int[] samples) {
    return TensorData.of(
        Shape.of(samples.length), IntStream.of(samples).asDoubleStream().toArray());
  }

  @Override
  public void close() {
    if (lessons != null) {
      lessons.close();
    }
  }
}
