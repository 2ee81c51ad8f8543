package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.harl.augment.Background;
import org.harl.augment.Background.Kind;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskChoice;
import org.harl.mask.MaskProvider;
import org.harl.objective.RegionObjective;
import org.harl.spi.Backend;
import org.harl.train.Tiny.Corner;
import org.harl.train.Tiny.Noise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundsOfARunTest {
  private static final Background SWAP = new Background(.5, Kind.SWAP);

  @TempDir Path folder;

  /** The left half of every image. */
  private static final class Left implements MaskProvider {
    @Override
    public String name() {
      return "left";
    }

    @Override
    public Mask mask(Image image) {
      byte[] cells = new byte[image.width() * image.height()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = (byte) (i % image.width() < image.width() / 2 ? 1 : 0);
      }
      return new Mask(image.width(), image.height(), cells);
    }
  }

  private static Consumer<PretrainingPlanBuilder> backgrounds(Background background) {
    return Tiny.method(
        method ->
            method
                .withObjective(RegionObjective.byol())
                .withViews(
                    method.views().stream().map(v -> v.withBackground(background)).toList()));
  }

  @Test
  void aRunThatWentOnEndsWithTheSameBitsAndIsNotThatWithoutOtherBackgrounds() throws Exception {
    Interruptions runs = new Interruptions(folder);
    Consumer<PretrainingPlanBuilder> masks = p -> p.masks(MaskChoice.of(new Left()));
    Consumer<PretrainingPlanBuilder> plan = backgrounds(SWAP).andThen(masks);
    runs.run(Interruptions.NOISE, 0, plan.andThen(p -> p.checkpoints(runs.in("whole"))));
    runs.interrupt("cut", 6, plan);
    runs.run(
        Interruptions.NOISE,
        0,
        plan.andThen(p -> p.checkpoints(runs.in("cut").resume()).loaderThreads(4)));
    assertThat(runs.newest("cut")).hasSameBinaryContentAs(runs.newest("whole"));
    Consumer<PretrainingPlanBuilder> own = backgrounds(Background.NONE).andThen(masks);
    assertThatThrownBy(
            () ->
                runs.run(
                    Interruptions.NOISE,
                    0,
                    own.andThen(p -> p.checkpoints(runs.in("cut").resume()))))
        .hasMessageContaining("background=swap=0.5]");
  }

  @Test
  void backgroundsOfByolLookAtTheMasksOnceAnImage() throws Exception {
    Corner corner = new Corner();
    Tiny.train(new Noise(false), backgrounds(SWAP).andThen(p -> p.masks(MaskChoice.of(corner))));
    assertThat(corner.asked).hasValue(Tiny.IMAGES);
  }

  @Test
  void backgroundsWithoutMasksAreRefusedInOneLine() {
    assertThatThrownBy(() -> Tiny.train(new Noise(false), backgrounds(SWAP)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "plan: backgrounds are replaced, but the images have no masks; name a mask provider, or"
                + " keep the backgrounds");
  }

  @Test
  void aCheckpointOfBeforeBackgroundsIsOneWithoutThem() {
    Map<String, String> now = origin(Background.NONE);
    assertThat(now.get("view 1")).endsWith("objectAware=false]");
    assertThat(RunOrigin.differences(now, origin(SWAP))).hasSize(3);
  }

  private static Map<String, String> origin(Background background) {
    try (Backend backend = SmallPlan.reference()) {
      Noise images = new Noise(true);
      return RunOrigin.of(Tiny.plan(images, backgrounds(background)), images, backend);
    }
  }
}
