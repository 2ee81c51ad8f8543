package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.Normalisation;
import org.harl.train.optimise.GradientRule;
import org.harl.train.optimise.Optimiser;
import org.harl.train.optimise.Sgd;
import org.junit.jupiter.api.Test;

class RunOriginTest {
  private static final Map<String, String> THEN =
      Map.of("batch", "8", "engine", "cpu, PyTorch 2.7.1", "harl", "0.1.0");

  @Test
  void anotherEngineIsSaidButIsNoOtherRun() {
    Map<String, String> now = Map.of("batch", "8", "engine", "cpu, PyTorch 2.8.0", "harl", "0.1.0");
    assertThat(RunOrigin.differences(THEN, now)).isEmpty();
    assertThat(RunOrigin.renewed(THEN, now))
        .isEqualTo("engine: cpu, PyTorch 2.7.1 then, cpu, PyTorch 2.8.0 now");
    assertThat(RunOrigin.renewed(THEN, THEN)).isEmpty();
  }

  @Test
  void anotherBatchIsAnotherRun() {
    Map<String, String> now = Map.of("batch", "4", "engine", "cpu, PyTorch 2.7.1", "harl", "0.1.0");
    assertThat(RunOrigin.differences(THEN, now)).containsExactly("batch: 8 then, 4 now");
    assertThat(RunOrigin.renewed(THEN, now)).isEmpty();
  }

  @Test
  void otherThreadsAreAnotherRunUnlessTheCheckpointDoesNotKnowThem() {
    Map<String, String> now = new HashMap<>(THEN);
    now.put("threads", "2");
    assertThat(RunOrigin.differences(THEN, now)).isEmpty();
    Map<String, String> then = new HashMap<>(THEN);
    then.put("threads", "1");
    assertThat(RunOrigin.differences(then, now)).containsExactly("threads: 1 then, 2 now");
  }

  @Test
  void notesAreKeptAndNotCompared() {
    Map<String, String> now = new HashMap<>(THEN);
    now.put("note options", "{}");
    assertThat(RunOrigin.differences(THEN, now)).isEmpty();
    assertThat(RunOrigin.notes(now)).isEqualTo(Map.of("options", "{}"));
  }

  @Test
  void aRuleWithoutANameOfItsOwnIsToldByItsClassInEveryJvm() {
    GradientRule clip = step -> update -> update;
    Optimiser mine = Optimiser.chain(clip, new Sgd(0.9, 0));
    assertThat(RunOrigin.text(mine))
        .startsWith("Chain[rules=[" + getClass().getName() + "$$Lambda")
        .endsWith(", Sgd[momentum=0.9, weightDecay=0.0, lookAhead=false]]]")
        .doesNotContain("@")
        .doesNotContain("0x");
  }

  /** As harl 0.1.0 wrote it, before a recipe had a normalisation. */
  @Test
  void aRecipeWithImageNetsNormalisationHasTheTextThatItHadBefore() {
    assertThat(RunOrigin.view(AugmentationRecipe.second(32)))
        .isEqualTo(
            "AugmentationRecipe[size=32, area=Range[min=0.08, max=1.0], aspect=Range[min=0.75,"
                + " max=1.3333333333333333], tries=10, flip=0.5, jitter=ColorJitter[probability=0.8,"
                + " brightness=0.4, contrast=0.4, saturation=0.2, hue=0.1], grayscale=0.2,"
                + " blur=Blur[probability=0.1, sigma=Range[min=0.1, max=2.0]], solarize=0.2,"
                + " objectAware=false]");
  }

  @Test
  void anotherNormalisationIsAnotherRun() {
    Normalisation half = new Normalisation(List.of(.5, .5, .5), List.of(.5, .5, .5));
    assertThat(RunOrigin.view(AugmentationRecipe.first(32).withNormalisation(half)))
        .endsWith(
            "objectAware=false, normalisation=Normalisation[mean=[0.5, 0.5, 0.5],"
                + " deviation=[0.5, 0.5, 0.5]]]");
  }
}
