package org.harl.tck.sdk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.EvalView;
import org.harl.augment.Photometry;
import org.harl.augment.Resampler;
import org.harl.augment.ViewPlan;
import org.harl.data.loader.Batch;
import org.harl.data.loader.BatchLoader;
import org.harl.data.loader.LoaderSettings;
import org.harl.draw.Draws;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.method.TargetAverage;
import org.harl.model.Encoder;
import org.harl.model.Parameters;
import org.harl.model.Scope;
import org.harl.objective.Objective;
import org.harl.schedule.Schedule;
import org.harl.tck.backend.StepCase;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.harl.train.optimise.Lars;
import org.jspecify.annotations.Nullable;

/**
 * What no backend decides, as the rules of the SDK call it. A subclass that changes one method is a
 * deliberately wrong SDK.
 */
public class Sdk {
  /** The SDK as it is. */
  public Sdk() {}

  /**
   * What a view of a sample is drawn from.
   *
   * @param seed of the run
   * @param epoch from 0
   * @param sample index of the image in its source
   * @param view 0 or 1
   */
  record Place(long seed, int epoch, int sample, int view) {}

  /** A run of a loader: two views of every image, four images a batch unless said otherwise. */
  record Run(long seed, int batchSize, int epochs, int threads, int startEpoch, int startBatch) {
    static Run of(int threads) {
      return new Run(11, 4, 2, threads, 0, 0);
    }
  }

  /** A batch that a loader delivered, copied. */
  record Delivered(int epoch, int index, int[] samples, List<TensorData> tensors) {}

  /** The first uniform number of an operation, in [0, 1). */
  double draw(Place at, String operation) {
    return draws(at).fork(operation).uniform(0);
  }

  private static Draws draws(Place at) {
    return Draws.ofView(at.seed, at.epoch, at.sample, at.view);
  }

  /** What an encoder declares, by name, in order. */
  Map<String, Scope.Declaration> parameters(Encoder encoder, Shape images) {
    return Parameters.of(encoder, images);
  }

  /** T for view 0, T' for view 1. */
  AugmentationRecipe recipe(int view, int size) {
    return view == 0 ? AugmentationRecipe.first(size) : AugmentationRecipe.second(size);
  }

  ViewPlan plan(AugmentationRecipe recipe, Place at, int width, int height, @Nullable Mask mask) {
    return recipe.plan(draws(at), width, height, mask);
  }

  /** Pixels [3, size, size], 1 is full intensity, not clipped. */
  float[] floats(Image image, ViewPlan plan, int size) {
    return new Resampler().floats(image, plan, size);
  }

  /** Pixels [3, size, size] as unsigned bytes. */
  byte[] view(Image image, ViewPlan plan, int size) {
    ByteBuffer out = ByteBuffer.allocate(3 * size * size);
    new Resampler().view(image, plan, size, out, 0);
    return out.array();
  }

  /** The view's mask [1, size, size]. */
  byte[] mask(Mask mask, ViewPlan plan, int size) {
    ByteBuffer out = ByteBuffer.allocate(size * size);
    new Resampler().mask(mask, plan, size, out, 0);
    return out.array();
  }

  /** Evaluation's pixels [3, size, size] as unsigned bytes. */
  byte[] evalView(Image image, int size) {
    ByteBuffer out = ByteBuffer.allocate(3 * size * size);
    new EvalView(size).view(new Resampler(), image, out, 0);
    return out.array();
  }

  /** Evaluation's mask [1, size, size]. */
  byte[] evalMask(Mask mask, int size) {
    ByteBuffer out = ByteBuffer.allocate(size * size);
    new EvalView(size).mask(mask, out, 0);
    return out.array();
  }

  /** The program of a photometry alone, its view [1, 3, S, S] among the inputs. */
  Program prepare(Photometry photometry) {
    Recorder recorder = new Recorder();
    int size = photometry.recipe().size();
    Tensor view = recorder.input("view", ElementType.UINT8, Shape.of(1, 3, size, size));
    recorder.output("pixels", photometry.prepare("view", view));
    return recorder.program();
  }

  /** What the photometry's inputs take. */
  Map<String, TensorData> feeds(Photometry photometry, List<ViewPlan> plans) {
    return photometry.feeds("view", plans);
  }

  /** Everything that a run delivers, in order. */
  List<Delivered> load(LoaderSettings loader, Run run) {
    LoaderSettings settings =
        loader
            .withSeed(run.seed)
            .withBatchSize(run.batchSize)
            .withEpochs(run.epochs)
            .withThreads(run.threads)
            .withStartEpoch(run.startEpoch)
            .withStartBatch(run.startBatch);
    List<Delivered> all = new ArrayList<>();
    try (BatchLoader open = BatchLoader.open(settings)) {
      while (open.hasNext()) {
        try (Batch batch = open.next()) {
          all.add(copied(batch));
        }
      }
    }
    return all;
  }

  private static Delivered copied(Batch batch) {
    List<TensorData> tensors = new ArrayList<>(List.of(batch.view(1).copy(), batch.view(2).copy()));
    batch.mask(1).map(TensorData::copy).ifPresent(tensors::add);
    batch.mask(2).map(TensorData::copy).ifPresent(tensors::add);
    return new Delivered(batch.epoch(), batch.index(), batch.samples(), tensors);
  }

  /** A whole training step with this objective. */
  Program step(Objective objective) {
    return StepCase.of(objective, Lars.standard(), TargetAverage.PARAMETERS).program();
  }

  /** A weight at a step of {@code total}. */
  double weight(Schedule schedule, long step, long total) {
    return schedule.at(step, total);
  }

  /** The sum over axes, recorded. */
  Tensor sum(Tensor x, int... axes) {
    return x.sum(axes);
  }

  /** A shape of these extents. */
  Shape shape(int... dims) {
    return Shape.of(dims);
  }
}
