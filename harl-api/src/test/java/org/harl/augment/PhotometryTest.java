package org.harl.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.harl.draw.Draws;
import org.harl.error.InvalidInputException;
import org.harl.trace.ElementType;
import org.harl.trace.Op;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;

class PhotometryTest {
  private static Program recorded(Photometry photometry) {
    Recorder recorder = new Recorder();
    int size = photometry.recipe().size();
    Shape shape = Shape.of(2, 3, size, size);
    recorder.output("v", photometry.prepare("v", recorder.input("v", ElementType.UINT8, shape)));
    return recorder.program();
  }

  private static List<ViewPlan> plans(AugmentationRecipe recipe) {
    Draws draws = Draws.ofSeed(5);
    return List.of(
        recipe.plan(draws.fork(0), 20, 30, null), recipe.plan(draws.fork(1), 20, 30, null));
  }

  @Test
  void feedsAreWhatTheProgramDeclares() {
    AugmentationRecipe all = AugmentationRecipe.second(16);
    List<AugmentationRecipe> recipes =
        List.of(
            all,
            all.withSolarize(0).withoutBlur(),
            all.withGrayscale(0),
            all.withJitter(new AugmentationRecipe.ColorJitter(1, 0, 0, 0, 0.1)).withGrayscale(0),
            all.withJitter(new AugmentationRecipe.ColorJitter(1, 0.4, 0, 0, 0)));
    for (AugmentationRecipe recipe : recipes) {
      Photometry photometry = Photometry.of(recipe);
      Map<String, TensorData> feeds = photometry.feeds("v", plans(recipe));
      Program program = recorded(photometry);
      feeds.forEach(
          (name, fed) -> assertThat(program.inputs().get(name).shape()).isEqualTo(fed.shape()));
      assertThat(program.inputs()).hasSize(feeds.size() + 1);
    }
  }

  @Test
  void hueAndBlurAreNotRecordedForARecipeWithoutThem() {
    AugmentationRecipe recipe =
        AugmentationRecipe.first(16)
            .withoutBlur()
            .withJitter(new AugmentationRecipe.ColorJitter(0.8, 0.4, 0.4, 0.2, 0));
    assertThat(recorded(Photometry.of(recipe)).ops())
        .extracting(Op::kind)
        .doesNotContain(Op.Kind.FLOOR, Op.Kind.TRANSPOSE);
  }

  @Test
  void kernelIsTheLeastOddOneOfATenthOfTheSize() {
    assertThat(Photometry.of(AugmentationRecipe.first(224)).blurKernel()).isEqualTo(23);
    assertThat(Photometry.of(AugmentationRecipe.first(32)).blurKernel()).isEqualTo(5);
    assertThat(Photometry.of(AugmentationRecipe.first(30)).blurKernel()).isEqualTo(3);
    assertThat(Photometry.of(AugmentationRecipe.first(8)).blurKernel()).isEqualTo(1);
  }

  @Test
  void evenKernelIsRefused() {
    AugmentationRecipe recipe = AugmentationRecipe.first(32);
    assertThatThrownBy(() -> new Photometry(recipe, 4, Normalisation.IMAGENET))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a kernel of 4 must be odd");
  }

  @Test
  void tapsOfTheWholeKernelSumToOne() {
    double[] taps = new GaussianBlur(32, 7).taps(1.3);
    assertThat(2 * Arrays.stream(taps).sum() - taps[0]).isCloseTo(1, within(1e-15));
    assertThat(taps[2] / taps[1]).isCloseTo(Math.exp(-3 / (2 * 1.69)), within(1e-12));
  }
}
