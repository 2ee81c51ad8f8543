package org.harl.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.harl.augment.AugmentationRecipe.ColorJitter;
import org.harl.augment.ViewPlan.Adjustment;
import org.harl.draw.Draws;
import org.harl.error.InvalidInputException;
import org.harl.image.Mask;
import org.junit.jupiter.api.Test;

class AugmentationRecipeTest {
  private static final int MANY = 20_000;
  private final AugmentationRecipe first = AugmentationRecipe.first(224);
  private final AugmentationRecipe second = AugmentationRecipe.second(224);

  private static List<ViewPlan> plans(AugmentationRecipe recipe, int width, int height) {
    Draws draws = Draws.ofSeed(3);
    return IntStream.range(0, MANY)
        .mapToObj(i -> recipe.plan(draws.fork(i), width, height, null))
        .toList();
  }

  @Test
  void eachOperationAppliesAsOftenAsItsProbabilitySays() {
    List<ViewPlan> one = plans(first, 400, 300);
    List<ViewPlan> two = plans(second, 400, 300);
    assertThat(share(one.stream().map(ViewPlan::flip).toList())).isCloseTo(0.5, within(0.015));
    assertThat(share(one.stream().map(ViewPlan::jitter).toList())).isCloseTo(0.8, within(0.015));
    assertThat(share(one.stream().map(ViewPlan::grayscale).toList())).isCloseTo(0.2, within(0.015));
    assertThat(one).allMatch(ViewPlan::blur).noneMatch(ViewPlan::solarize);
    assertThat(share(two.stream().map(ViewPlan::blur).toList())).isCloseTo(0.1, within(0.015));
    assertThat(share(two.stream().map(ViewPlan::solarize).toList())).isCloseTo(0.2, within(0.015));
  }

  private static double share(List<Boolean> applied) {
    return applied.stream().mapToInt(b -> b ? 1 : 0).average().orElseThrow();
  }

  @Test
  void factorsAreUniformWithinTheirStrengths() {
    List<ViewPlan> plans = plans(first, 400, 300).stream().filter(ViewPlan::jitter).toList();
    uniform(plans.stream().mapToDouble(ViewPlan::brightness).toArray(), 0.6, 1.4);
    uniform(plans.stream().mapToDouble(ViewPlan::contrast).toArray(), 0.6, 1.4);
    uniform(plans.stream().mapToDouble(ViewPlan::saturation).toArray(), 0.8, 1.2);
    uniform(plans.stream().mapToDouble(ViewPlan::hue).toArray(), -0.1, 0.1);
    uniform(plans.stream().mapToDouble(ViewPlan::sigma).toArray(), 0.1, 2);
  }

  private static void uniform(double[] values, double low, double high) {
    assertThat(Arrays.stream(values)).allMatch(v -> v >= low && v < high);
    double tolerance = 0.01 * (high - low);
    assertThat(Arrays.stream(values).average().orElseThrow())
        .isCloseTo((low + high) / 2, within(tolerance));
    long lowest = Arrays.stream(values).filter(v -> v < low + (high - low) / 4).count();
    assertThat((double) lowest / values.length).isCloseTo(0.25, within(0.015));
  }

  @Test
  void factorsAreNeutralWhereTheJitterDoesNotApply() {
    List<ViewPlan> plans = plans(first, 40, 30).stream().filter(p -> !p.jitter()).toList();
    assertThat(plans)
        .isNotEmpty()
        .allMatch(p -> p.brightness() == 1 && p.contrast() == 1 && p.saturation() == 1)
        .allMatch(p -> p.hue() == 0);
  }

  @Test
  void eachAdjustmentComesFirstAsOftenAsTheOthers() {
    Map<Adjustment, Integer> counts = new EnumMap<>(Adjustment.class);
    plans(first, 40, 30).forEach(p -> counts.merge(p.order().get(0), 1, Integer::sum));
    assertThat(counts.values())
        .hasSize(4)
        .allMatch(n -> Math.abs(n / (double) MANY - 0.25) < 0.015);
  }

  @Test
  void cropsLieInsideAndKeepAreaAndAspect() {
    for (ViewPlan plan : plans(first, 400, 300)) {
      CropBox box = plan.crop();
      box.checkInside("image", 400, 300);
      double area = (double) box.width() * box.height() / (400 * 300);
      double aspect = (double) box.width() / box.height();
      assertThat(area).isBetween(0.078, 1.0);
      assertThat(aspect).isBetween(0.735, 1.36);
    }
  }

  @Test
  void areaOfCropsOfASquareIsNearlyUniform() {
    double mean =
        plans(first.withArea(0.1, 0.5), 200, 200).stream()
            .mapToDouble(p -> p.crop().width() * p.crop().height() / 40_000.0)
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(0.3, within(0.005));
  }

  @Test
  void imageTooLongForAnyCropGivesTheLargestCentredOne() {
    ViewPlan wide = first.plan(Draws.ofSeed(1), 900, 30, null);
    assertThat(wide.crop()).isEqualTo(new CropBox(0, 430, 30, 40));
    ViewPlan tall = first.plan(Draws.ofSeed(1), 30, 900, null);
    assertThat(tall.crop()).isEqualTo(new CropBox(430, 0, 40, 30));
  }

  @Test
  void changingOneOperationChangesNoOtherDraw() {
    Draws draws = Draws.ofSeed(5).fork(1).fork(2).fork(0);
    ViewPlan all =
        first.withJitter(new ColorJitter(1, 0.4, 0.4, 0.2, 0.1)).plan(draws, 400, 300, null);
    ViewPlan fewer =
        first
            .withJitter(new ColorJitter(1, 0, 0.4, 0.2, 0.1))
            .withoutBlur()
            .withGrayscale(1)
            .withArea(0.9, 1)
            .plan(draws, 400, 300, null);
    assertThat(fewer.brightness()).isEqualTo(1);
    assertThat(fewer.grayscale()).isTrue();
    assertThat(fewer.blur()).isFalse();
    assertThat(fewer)
        .usingRecursiveComparison()
        .comparingOnlyFields("flip", "order", "contrast", "saturation", "hue", "sigma", "solarize")
        .isEqualTo(all);
  }

  @Test
  void objectAwareCropsShowTheObjectMoreOften() {
    Mask mask = corner();
    AugmentationRecipe small = first.withArea(0.08, 0.3);
    int plain = 0;
    int aware = 0;
    for (int i = 0; i < 500; i++) {
      Draws draws = Draws.ofSeed(9).fork(i);
      CropBox a = small.plan(draws, 100, 100, mask).crop();
      CropBox b = small.withObjectAwareCrops().plan(draws, 100, 100, mask).crop();
      plain += covered(a, mask) > 0.2 ? 1 : 0;
      aware += covered(b, mask) > 0.2 ? 1 : 0;
      if (covered(a, mask) > 0.2) {
        assertThat(b).isEqualTo(a);
      }
    }
    double miss = 1 - plain / 500.0;
    assertThat(1 - aware / 500.0).isCloseTo(Math.pow(miss, 6), within(0.06));
    assertThat(plain).isBetween(50, 400);
  }

  private static Mask corner() {
    byte[] cells = new byte[100 * 100];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (byte) (i / 100 < 50 && i % 100 < 50 ? 1 : 0);
    }
    return new Mask(100, 100, cells);
  }

  private static double covered(CropBox box, Mask mask) {
    int sum = 0;
    for (int y = 0; y < box.height(); y++) {
      for (int x = 0; x < box.width(); x++) {
        sum += mask.cells()[(box.top() + y) * mask.width() + box.left() + x];
      }
    }
    return (double) sum / (box.width() * box.height());
  }

  @Test
  void rangesOutOfBoundsAreRefused() {
    assertThatThrownBy(() -> first.withArea(0, 1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> first.withArea(0.5, 0.2)).hasMessageContaining("0.5..0.2");
    assertThatThrownBy(() -> first.withFlip(1.5)).hasMessageContaining("flip probability");
    assertThatThrownBy(() -> first.withGrayscale(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> AugmentationRecipe.first(0)).hasMessageContaining("view size");
    assertThatThrownBy(() -> new ColorJitter(0.8, 0.4, 0.4, 0.2, 0.6)).hasMessageContaining("hue");
  }
}
