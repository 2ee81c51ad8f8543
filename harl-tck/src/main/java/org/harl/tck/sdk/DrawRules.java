package org.harl.tck.sdk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.CropBox;
import org.harl.augment.ViewPlan;
import org.harl.augment.ViewPlan.Adjustment;
import org.harl.image.Mask;
import org.harl.tck.backend.Trial;
import org.harl.tck.kit.Rule;
import org.harl.tck.sdk.Sdk.Place;
import org.jspecify.annotations.Nullable;

/** AUG, its draws: what is random about a view, and that nothing else is. */
final class DrawRules {
  private static final int MANY = 4000;
  private static final AugmentationRecipe PLAIN = AugmentationRecipe.first(32);
  private static final AugmentationRecipe AWARE = PLAIN.withObjectAwareCrops();

  /** The sixth crop of sample 0 of seed 4, drawn by an implementation in Python. */
  private static final CropBox SIXTH = new CropBox(8, 8, 35, 40);

  private DrawRules() {}

  static List<Rule<SdkTrial>> rules() {
    return List.of(
        Rule.<SdkTrial>of(
                "AUG-1",
                "A draw MUST be the one that its seed, epoch, sample, view and operation fix.",
                "fork(k, p) = mix(k ^ mix(p + g)) along seed, \"view\", epoch, sample, view, operation",
                DrawRules::goldenDraws)
            .exactly(),
        Rule.<SdkTrial>of(
                "AUG-2",
                "A draw MUST NOT depend on which draws were made before it.",
                "draw(p) is a pure function of p",
                DrawRules::anyOrder)
            .exactly(),
        Rule.<SdkTrial>of(
                "AUG-3",
                "Draws MUST differ wherever seed, epoch, sample, view or operation differ.",
                "draw(p) = draw(q) only if p = q",
                DrawRules::apart)
            .exactly(),
        Rule.<SdkTrial>of(
                "AUG-4",
                "A view's plan MUST be the one that the draws of its operations fix.",
                "area U(.08, 1), log-uniform aspect 3/4..4/3, torchvision's factors, any order",
                DrawRules::goldenPlans)
            .exactly(),
        Rule.<SdkTrial>of(
            "AUG-5",
            "Operations MUST happen as often and as strongly as T and T' say.",
            "flip .5; jitter .8 (.4, .4, .2, .1); grayscale .2; blur 1 and .1; solarize 0 and .2",
            DrawRules::frequencies),
        Rule.<SdkTrial>of(
            "AUG-6",
            "An object-aware crop MUST be drawn again until it shows the object, 5 times at most.",
            "kept if foreground > 0.2 of the crop; without a mask nothing changes",
            DrawRules::objectAware));
  }

  private record Golden(Place at, String operation, double value) {}

  private static Golden row(long seed, int epoch, int sample, int view, String op, double value) {
    return new Golden(new Place(seed, epoch, sample, view), op, value);
  }

  private static List<Golden> table() {
    return List.of(
        row(0L, 0, 0, 0, "crop", 0.19497998488584123),
        row(0L, 0, 0, 1, "crop", 0.8449022695342248),
        row(0L, 0, 1, 0, "crop", 0.9582043567386642),
        row(0L, 1, 0, 0, "crop", 0.38359835450348545),
        row(1L, 0, 0, 0, "crop", 0.5841321295858257),
        row(0L, 0, 0, 0, "flip", 0.39241195355427394),
        row(7L, 3, 11, 1, "hue", 0.4847544228531423),
        row(-1L, 299, 1281166, 1, "solarize", 0.6051606654062478));
  }

  private static void goldenDraws(SdkTrial trial) {
    for (Golden row : table()) {
      double got = trial.sdk().draw(row.at, row.operation);
      Trial.require(
          got == row.value,
          row.operation + " of " + row.at + ": got " + got + ", expected " + row.value);
    }
  }

  private static void anyOrder(SdkTrial trial) {
    Map<Golden, Double> first = new HashMap<>();
    List<Golden> rows = new ArrayList<>(table());
    rows.forEach(row -> first.put(row, trial.sdk().draw(row.at, row.operation)));
    for (int time = 0; time < 3; time++) {
      Collections.shuffle(rows, new Random(trial.random().nextLong()));
      for (Golden row : rows) {
        double got = trial.sdk().draw(row.at, row.operation);
        Trial.require(
            got == first.get(row),
            row.operation + " of " + row.at + ": " + first.get(row) + " at first, then " + got);
      }
    }
  }

  private static void apart(SdkTrial trial) {
    Map<Double, String> seen = new HashMap<>();
    for (int seed = 0; seed < 4; seed++) {
      for (int epoch = 0; epoch < 4; epoch++) {
        for (int sample = 0; sample < 4; sample++) {
          for (int view = 0; view < 2; view++) {
            Place at = new Place(seed, epoch, sample, view);
            for (String operation : List.of("crop", "flip")) {
              String what = operation + " of " + at;
              String other = seen.put(trial.sdk().draw(at, operation), what);
              Trial.require(other == null, what + " is drawn as " + other);
            }
          }
        }
      }
    }
  }

  private static void goldenPlans(SdkTrial trial) {
    for (PlanTable.Row row : PlanTable.rows()) {
      AugmentationRecipe recipe = trial.sdk().recipe(row.at().view(), 32);
      ViewPlan got = trial.sdk().plan(recipe, row.at(), row.width(), row.height(), null);
      Trial.require(got.equals(row.plan()), row.at() + ": got " + got + ", expected " + row.plan());
    }
  }

  private static void frequencies(SdkTrial trial) {
    for (int view = 0; view < 2; view++) {
      List<ViewPlan> plans = plans(trial, view);
      share("flips", plans, ViewPlan::flip, 0.5);
      share("jitters", plans, ViewPlan::jitter, 0.8);
      share("grayscales", plans, ViewPlan::grayscale, 0.2);
      share("blurs", plans, ViewPlan::blur, view == 0 ? 1 : 0.1);
      share("solarizes", plans, ViewPlan::solarize, view == 0 ? 0 : 0.2);
      share("jitters with hue first", plans, DrawRules::hueFirst, 0.8 / 4);
      uniform("sigma", plans, p -> true, ViewPlan::sigma, 0.1, 2);
      uniform("brightness", plans, ViewPlan::jitter, ViewPlan::brightness, 0.6, 1.4);
      uniform("contrast", plans, ViewPlan::jitter, ViewPlan::contrast, 0.6, 1.4);
      uniform("saturation", plans, ViewPlan::jitter, ViewPlan::saturation, 0.8, 1.2);
      uniform("hue", plans, ViewPlan::jitter, ViewPlan::hue, -0.1, 0.1);
    }
  }

  private static boolean hueFirst(ViewPlan plan) {
    return plan.jitter() && plan.order().get(0) == Adjustment.HUE;
  }

  private static List<ViewPlan> plans(SdkTrial trial, int view) {
    List<ViewPlan> plans = new ArrayList<>();
    for (int sample = 0; sample < MANY; sample++) {
      Place at = new Place(3, 0, sample, view);
      plans.add(trial.sdk().plan(trial.sdk().recipe(view, 32), at, 64, 64, null));
    }
    return plans;
  }

  /** Within four standard deviations of a binomial share. */
  private static void share(
      String what, List<ViewPlan> plans, Predicate<ViewPlan> happens, double probability) {
    double share = (double) plans.stream().filter(happens).count() / plans.size();
    double allowed = 4 * Math.sqrt(probability * (1 - probability) / plans.size());
    Trial.require(
        Math.abs(share - probability) <= allowed,
        "a share of " + share + " " + what + ", expected " + probability);
  }

  /** All within the range, each tenth of it as full as another (four standard deviations). */
  private static void uniform(
      String what,
      List<ViewPlan> plans,
      Predicate<ViewPlan> applies,
      ToDoubleFunction<ViewPlan> value,
      double low,
      double high) {
    List<ViewPlan> drawn = plans.stream().filter(applies).toList();
    for (int bin = 0; bin < 10; bin++) {
      double from = low + bin * (high - low) / 10;
      double to = low + (bin + 1) * (high - low) / 10;
      share(
          what + " in " + from + ".." + to,
          drawn,
          plan -> value.applyAsDouble(plan) >= from && value.applyAsDouble(plan) < to,
          0.1);
    }
  }

  private static void objectAware(SdkTrial trial) {
    Mask mask = rectangle(30, 26);
    int redrawn = 0;
    int shown = 0;
    for (int sample = 0; sample < 200; sample++) {
      Place at = new Place(4, 0, sample, 0);
      CropBox first = crop(trial, PLAIN, at, mask);
      CropBox got = crop(trial, AWARE, at, mask);
      double before = foreground(mask, first);
      double after = foreground(mask, got);
      Trial.require(
          got.equals(first) == before > 0.2,
          "a crop with " + before + " of object becomes one with " + after);
      Trial.require(crop(trial, AWARE, at, null).equals(first), "redrawn without a mask");
      redrawn += before > 0.2 ? 0 : 1;
      shown += after > 0.2 ? 1 : 0;
    }
    Trial.require(redrawn > 20 && shown > 190, shown + " of 200 crops show the object");
    CropBox sixth = crop(trial, AWARE, new Place(4, 0, 0, 0), rectangle(0, 0));
    Trial.require(sixth.equals(SIXTH), "no object: got " + sixth + ", expected " + SIXTH);
  }

  private static CropBox crop(
      SdkTrial trial, AugmentationRecipe recipe, Place at, @Nullable Mask mask) {
    return trial.sdk().plan(recipe, at, 64, 48, mask).crop();
  }

  /** A mask of 64 x 48 with an object in its corner. */
  private static Mask rectangle(int width, int height) {
    byte[] cells = new byte[64 * 48];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (byte) (i % 64 < width && i / 64 < height ? 1 : 0);
    }
    return new Mask(64, 48, cells);
  }

  private static double foreground(Mask mask, CropBox box) {
    double sum = 0;
    for (int y = 0; y < box.height(); y++) {
      for (int x = 0; x < box.width(); x++) {
        sum += mask.cells()[(box.top() + y) * mask.width() + box.left() + x];
      }
    }
    return sum / (box.height() * box.width());
  }
}
