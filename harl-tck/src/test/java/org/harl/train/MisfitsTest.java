package org.harl.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.harl.Harl;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.model.Encoder;
import org.harl.model.Layers;
import org.harl.model.Mlp;
import org.harl.model.Scope;
import org.harl.model.StateDict;
import org.harl.trace.ShapeException;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not fit is told where a run is asked for, before anything starts. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class MisfitsTest {
  private static final Discs DISCS = new Discs(40, true);

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ImageSource images, Consumer<PretrainingPlanBuilder> change) {
    try (Harl harl = Harl.builder().device("cpu").build()) {
      return assertThatThrownBy(() -> harl.pretrain(images, SmallPlan.with(change)));
    }
  }

  private static Consumer<PretrainingPlanBuilder> encoder(Encoder encoder) {
    return Tiny.method(method -> method.withEncoder(encoder));
  }

  @Test
  void batchOrStepThatIsLargerThanTheImages() {
    assertRefused(DISCS, plan -> plan.batch(41))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "plan: a batch of 41 does not fit 40 images, only whole batches are made; set batch to at most 40");
    assertRefused(DISCS, plan -> plan.accumulate(16))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "plan: a step accumulates 16 batches, but the whole run has 15; accumulate fewer, or"
                + " train for more epochs");
  }

  @Test
  void headsThatDoNotFitEachOther() {
    assertRefused(DISCS, Tiny.method(method -> method.withPredictor(new Mlp(16, 4))))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "predictor: it gives [8, 4], but the projector [8, 8], with which that is compared;"
                + " give both heads the same size of output");
  }

  @Test
  void encoderWhoseFeaturesAreNoMaps() {
    assertRefused(DISCS, encoder((scope, images) -> images.reshape(images.shape().dim(0), 192)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "encoder 'a lambda in MisfitsTest': it must give feature maps [N, C, H, W] of 8"
                + " images, got [8, 192]; leave pooling and classifier out of it");
  }

  @Test
  void encoderThatIsTooDeepForItsViews() {
    assertRefused(DISCS, encoder((scope, images) -> halved(halved(images, scope), scope)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "encoder 'a lambda in MisfitsTest' on images [8, 3, 8, 8]: conv2d: a kernel of 5 is"
                + " larger than [8, 4, 2, 2] padded by 0; take larger views, or an encoder for"
                + " smaller ones");
  }

  private static Tensor halved(Tensor images, Scope scope) {
    return Layers.conv2d(scope.child("of" + images.shape().dim(2)), images, 4, 5, 2, 0);
  }

  @Test
  void valuesToStartFromThatAreNoneOfTheRun() {
    StateDict other = new StateDict(Map.of("online.other", TensorData.scalar(1)));
    assertRefused(DISCS, plan -> plan.initial(other))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "plan: the value to start from 'online.other' [] is none of the run's variables, or of"
                + " another shape");
  }

  /** Discs of which some have a mask. */
  private record SomeMasks(int size, int every) implements ImageSource {
    @Override
    public String name(int index) {
      return DISCS.name(index);
    }

    @Override
    public Image read(int index) throws IOException {
      return DISCS.read(index);
    }

    @Override
    public Optional<Mask> mask(int index) {
      return index % every == 0 ? Optional.empty() : DISCS.mask(index);
    }
  }

  @Test
  void moreImagesWithoutAMaskThanARunLeavesOut() {
    assertRefused(new SomeMasks(40, 20), plan -> {})
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "plan: masks are compared, but 2 of 40 images have none, 'disc0' for one; add them,"
                + " leave those images out, or name a mask provider");
  }

  /** Discs of which one has a mask of a corner of it. */
  private record SmallMask(int at) implements ImageSource {
    @Override
    public int size() {
      return 16;
    }

    @Override
    public String name(int index) {
      return DISCS.name(index);
    }

    @Override
    public Image read(int index) throws IOException {
      return DISCS.read(index);
    }

    @Override
    public Optional<Mask> mask(int index) {
      return index == at ? Optional.of(new Mask(2, 1, new byte[2])) : DISCS.mask(index);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 15})
  void masksOfAnotherSizeThanTheirImages(int at) {
    assertRefused(new SmallMask(at), plan -> {})
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "masks: image 'disc%d' has 20 x 20 pixels, but its mask 2 x 1; give it one of its size"
                .formatted(at));
  }

  @Test
  void folderOfCheckpointsThatCannotBeWritten(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    for (Path given : List.of(file, file.resolve("below"))) {
      assertRefused(DISCS, plan -> plan.checkpoints(Checkpoints.in(given)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("checkpoints: cannot write in '" + given + "': ")
          .hasMessageEndingWith("; name another folder");
    }
  }

  @Test
  void oneImageInAHundredMayLackItsMask() throws Exception {
    try (Harl harl = Harl.builder().device("cpu").build()) {
      harl.pretrain(new SomeMasks(100, 100), SmallPlan.with(plan -> plan.epochs(1))).await();
    }
  }
}
