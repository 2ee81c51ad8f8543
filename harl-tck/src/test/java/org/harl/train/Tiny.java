package org.harl.train;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.harl.data.ImageSource;
import org.harl.embed.TrainedEncoder;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskProvider;
import org.harl.method.Method;
import org.harl.model.Encoder;
import org.harl.model.Layers;
import org.harl.model.Mlp;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.train.optimise.Sgd;

/** Runs of few steps on the reference interpreter. */
final class Tiny {
  static final int IMAGES = 8;
  static final int BATCH = 4;

  private static final int SIDE = 12;
  private static final Encoder LAYER =
      (scope, images) -> Layers.conv2d(scope.child("conv"), images, 3, 3, 2, 1);

  private Tiny() {}

  static TrainedEncoder train(
      ImageSource images, Consumer<PretrainingPlanBuilder> change, TrainingListener... listeners)
      throws InterruptedException {
    PretrainingPlan plan = plan(images, change);
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.DEFAULT);
        Pretraining run = Pretraining.start(backend, images, plan, List.of(listeners))) {
      return run.await();
    }
  }

  static PretrainingPlan plan(ImageSource images, Consumer<PretrainingPlanBuilder> change) {
    PretrainingPlanBuilder plan =
        PretrainingPlan.builder()
            .method(
                Method.standard(4)
                    .withEncoder(LAYER)
                    .withHeads(new Mlp(4, 4))
                    .withOptimiser(new Sgd(.9, 0)))
            .batch(BATCH)
            .epochs(1)
            .loaderThreads(1);
    change.accept(plan);
    return plan.build().on(images);
  }

  /** Changes the method of a plan. */
  static Consumer<PretrainingPlanBuilder> method(UnaryOperator<Method> change) {
    return plan -> plan.method(change.apply(plan.method()));
  }

  /** Noise; counts how often a mask of its own is asked for. */
  static final class Noise implements ImageSource {
    final AtomicInteger asked = new AtomicInteger();
    private final boolean masked;

    Noise(boolean masked) {
      this.masked = masked;
    }

    @Override
    public int size() {
      return IMAGES;
    }

    @Override
    public String name(int index) {
      return "noise-" + index;
    }

    @Override
    public Image read(int index) {
      byte[] rgb = new byte[3 * SIDE * SIDE];
      new Random(index).nextBytes(rgb);
      return new Image(name(index), SIDE, SIDE, rgb);
    }

    @Override
    public Optional<Mask> mask(int index) {
      asked.incrementAndGet();
      return masked ? Optional.of(corner()) : Optional.empty();
    }
  }

  /** The upper left quarter, of every image; counts. */
  static final class Corner implements MaskProvider {
    final AtomicInteger asked = new AtomicInteger();

    @Override
    public String name() {
      return "corner";
    }

    @Override
    public Mask mask(Image image) {
      asked.incrementAndGet();
      return corner();
    }
  }

  private static Mask corner() {
    byte[] cells = new byte[SIDE * SIDE];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (byte) (i / SIDE < SIDE / 2 && i % SIDE < SIDE / 2 ? 1 : 0);
    }
    return new Mask(SIDE, SIDE, cells);
  }
}
