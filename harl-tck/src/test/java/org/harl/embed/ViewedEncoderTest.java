package org.harl.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.harl.Harl;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.EvalView;
import org.harl.augment.Normalisation;
import org.harl.augment.Resampler;
import org.harl.augment.ResamplingFilter;
import org.harl.error.InvalidInputException;
import org.harl.method.Method;
import org.harl.model.StateDict;
import org.harl.train.Discs;
import org.harl.train.SmallPlan;
import org.junit.jupiter.api.Test;

/** Images reach an encoder as its view says, from the run that trains it on. */
class ViewedEncoderTest {
  private static final Normalisation OWN =
      new Normalisation(List.of(.1, .2, .3), List.of(.5, 2.0, .25));

  private static final Discs DISCS = new Discs(16, true);

  private static Harl harl() {
    return Harl.builder().backend("reference").build();
  }

  @Test
  void featuresAreThoseOfTheViewCutResizedAndNormalisedAsItSays() throws Exception {
    EvalView view = new EvalView(4, 6, ResamplingFilter.BILINEAR, OWN);
    TrainedEncoder pixels =
        new TrainedEncoder((scope, images) -> images, view, new StateDict(Map.of()));
    try (Harl harl = harl()) {
      float[][] features = harl.embed(pixels, DISCS);
      for (int i = 0; i < DISCS.size(); i++) {
        ByteBuffer seen = ByteBuffer.allocate(3 * 16);
        view.view(new Resampler(), DISCS.read(i), seen, 0);
        for (int c = 0; c < 3; c++) {
          double sum = 0;
          for (int p = 0; p < 16; p++) {
            sum += (seen.get(16 * c + p) & 0xff) / 255.0;
          }
          double expected = (sum / 16 - OWN.mean().get(c)) / OWN.deviation().get(c);
          assertThat((double) features[i][c]).isCloseTo(expected, within(1e-4));
        }
      }
    }
  }

  @Test
  void anEncoderKeepsTheNormalisationThatItWasTrainedWith() throws Exception {
    try (Harl harl = harl()) {
      TrainedEncoder trained =
          harl.pretrain(
                  DISCS,
                  SmallPlan.with(
                      plan -> plan.method(plan.method().withViews(normalised())).epochs(1)))
              .await();
      assertThat(trained.view()).isEqualTo(new EvalView(8, 8, ResamplingFilter.BICUBIC, OWN));
    }
  }

  private static List<AugmentationRecipe> normalised() {
    return Method.standard(8).views().stream().map(view -> view.withNormalisation(OWN)).toList();
  }

  @Test
  void viewsThatAreNormalisedDifferentlyAreRefused() {
    Method method = Method.standard(8);
    List<AugmentationRecipe> views =
        List.of(method.views().get(0), method.views().get(1).withNormalisation(OWN));
    assertThatThrownBy(() -> method.withViews(views))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "method: an encoder sees images normalised in one way, but the recipes of the views"
                + " have several; give all the same normalisation");
  }
}
