package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.harl.augment.AugmentationRecipe;
import org.harl.error.InvalidInputException;
import org.harl.mask.MaskChoice;
import org.harl.mask.MaskReduction;
import org.harl.method.Method;
import org.harl.objective.Compared;
import org.harl.objective.CosineDistance;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionObjective;
import org.harl.objective.RegionVectors;
import org.harl.schedule.Schedule;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.Tensor;
import org.harl.train.Tiny.Corner;
import org.harl.train.Tiny.Noise;
import org.junit.jupiter.api.Test;

class MasksOfARunTest {
  private static final Objective HYBRID =
      RegionObjective.hybrid(Schedule.constant(.5), Schedule.constant(.7));
  private static final Consumer<PretrainingPlanBuilder> NOTHING = plan -> {};
  private static final Consumer<PretrainingPlanBuilder> BYOL =
      Tiny.method(method -> method.withObjective(RegionObjective.byol()));
  private static final Consumer<PretrainingPlanBuilder> AWARE =
      Tiny.method(method -> method.withViews(aware(method)));

  private static List<AugmentationRecipe> aware(Method method) {
    return method.views().stream().map(AugmentationRecipe::withObjectAwareCrops).toList();
  }

  private final Noise masked = new Noise(true);
  private final Noise plain = new Noise(false);
  private final Corner corner = new Corner();

  private static Consumer<PretrainingPlanBuilder> masks(MaskChoice choice) {
    return plan -> plan.masks(choice);
  }

  @Test
  void whereNothingIsSaidImagesWithMasksAreTrainedByTheHybridObjectiveAndOthersByByol() {
    PretrainingPlan with = Tiny.plan(masked, NOTHING);
    assertThat(with.method().objective()).hasToString(HYBRID.toString());
    assertThat(with.masks()).isEqualTo(MaskChoice.own());
    PretrainingPlan without = Tiny.plan(plain, NOTHING);
    assertThat(without.method().objective()).hasToString(RegionObjective.byol().toString());
    assertThat(without.masks()).isEqualTo(MaskChoice.none());
  }

  @Test
  void theDefaultObjectiveIsThatOfTheMasksThatAreChosen() {
    assertThat(Tiny.plan(masked, masks(MaskChoice.none())).method().objective())
        .hasToString(RegionObjective.byol().toString());
    assertThat(Tiny.plan(plain, masks(MaskChoice.of(corner))).method().objective())
        .hasToString(HYBRID.toString());
  }

  @Test
  void theHybridObjectiveReadsTheImagesOwnMasksOrThoseOfTheProvider() throws Exception {
    Tiny.train(masked, NOTHING);
    assertThat(masked.asked.get()).isGreaterThanOrEqualTo(Tiny.IMAGES);
    Noise other = new Noise(true);
    Tiny.train(other, masks(MaskChoice.of(corner)));
    assertThat(corner.asked).hasValue(Tiny.IMAGES);
    assertThat(other.asked).hasValue(0);
  }

  @Test
  void labelsOfOneAndZeroAreForegroundAndBackground() throws Exception {
    double whole = lossOf(RegionObjective.mask(Schedule.constant(.5)));
    assertThat(lossOf(new OfLabels())).isCloseTo(whole, within(1e-6));
  }

  /** The mask loss of equal weights, over the labels 1 and 0. */
  private static final class OfLabels implements Objective {
    @Override
    public Set<Region> regions() {
      return Set.of(Region.label(0), Region.label(1));
    }

    @Override
    public Loss loss(Compared compared) {
      Tensor total =
          compared.vectors().values().stream()
              .map(v -> distance(v, 1, 2).add(distance(v, 2, 1)).multiply(.5))
              .reduce(Tensor::add)
              .orElseThrow();
      return new Loss(total, Map.of());
    }

    private static Tensor distance(RegionVectors v, int view, int other) {
      return CosineDistance.mean(v.prediction(view), v.target(other), v.present(view, other));
    }
  }

  /** The first step's loss, under a reduction that gives each cell its shares. */
  private double lossOf(Objective objective) throws Exception {
    double[] first = {Double.NaN};
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stepped(StepReport report) {
            first[0] = report.step() == 1 ? report.loss() : first[0];
          }
        };
    Tiny.train(
        masked,
        Tiny.method(m -> m.withObjective(objective).withReduction(MaskReduction.SOFT)),
        listener);
    return first[0];
  }

  @Test
  void byolReadsNoMasksThatNothingUses() throws Exception {
    Tiny.train(masked, BYOL);
    assertThat(masked.asked).hasValue(0);
    Tiny.train(masked, BYOL.andThen(masks(MaskChoice.of(corner))));
    assertThat(corner.asked).hasValue(0);
    assertThat(masked.asked).hasValue(0);
  }

  @Test
  void objectAwareCropsOfByolLookAtTheMasks() throws Exception {
    List<Double> without = losses(plain, BYOL);
    List<Double> with = losses(plain, BYOL.andThen(AWARE).andThen(masks(MaskChoice.of(corner))));
    assertThat(corner.asked).hasValue(Tiny.IMAGES);
    assertThat(with).isNotEqualTo(without);
    assertThat(losses(masked, BYOL.andThen(AWARE))).isEqualTo(with);
    assertThat(losses(masked, BYOL)).isEqualTo(without);
  }

  private static List<Double> losses(Noise images, Consumer<PretrainingPlanBuilder> change)
      throws InterruptedException {
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stepped(StepReport report) {
            losses.add(report.loss());
          }
        };
    Tiny.train(images, change, listener);
    return losses;
  }

  @Test
  void objectAwareCropsWithoutMasksAreRefused() {
    for (Consumer<PretrainingPlanBuilder> change :
        List.of(AWARE, AWARE.andThen(BYOL), AWARE.andThen(masks(MaskChoice.own())))) {
      assertThatThrownBy(() -> Tiny.train(plain, change))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("plan: ")
          .hasMessageContaining("the images have no masks; name a mask provider, or take");
    }
    assertThatThrownBy(() -> Tiny.train(masked, AWARE.andThen(masks(MaskChoice.none()))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "plan: the crops are object-aware, but the images have no masks; name a mask provider,"
                + " or take plain crops");
  }

  @Test
  void aCheckpointSaysWhichMasksAreUsedAndNothingOfOthers() {
    assertThat(origin(masked, NOTHING)).containsEntry("masks", "the images' own");
    assertThat(origin(plain, masks(MaskChoice.of(corner)))).containsEntry("masks", "corner");
    assertThat(origin(plain, BYOL)).doesNotContainKey("masks");
    assertThat(origin(masked, BYOL.andThen(masks(MaskChoice.of(corner)))))
        .doesNotContainKey("masks");
  }

  @Test
  void aRunOfByolGoesOnWhateverAnOlderCheckpointSaysOfMasksThatItDidNotUse() {
    Map<String, String> now = origin(plain, BYOL);
    Map<String, String> then = new HashMap<>(now);
    then.put("masks", "the images' own");
    assertThat(RunOrigin.differences(then, now)).isEmpty();
  }

  @Test
  void cropsThatAProviderWasNotAskedForBeforeAreNotThoseThatItIsAskedForNow() {
    Map<String, String> now =
        origin(plain, BYOL.andThen(AWARE).andThen(masks(MaskChoice.of(corner))));
    Map<String, String> then = new HashMap<>(now);
    then.put("masks", "corner");
    assertThat(RunOrigin.differences(then, now))
        .containsExactly("masks: corner then, corner, for crops now");
  }

  private static Map<String, String> origin(Noise images, Consumer<PretrainingPlanBuilder> change) {
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.DEFAULT)) {
      return RunOrigin.of(Tiny.plan(images, change), images, backend);
    }
  }
}
