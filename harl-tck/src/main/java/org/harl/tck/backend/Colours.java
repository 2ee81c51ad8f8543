package org.harl.tck.backend;

import static org.harl.augment.ViewPlan.Adjustment.BRIGHTNESS;
import static org.harl.augment.ViewPlan.Adjustment.CONTRAST;
import static org.harl.augment.ViewPlan.Adjustment.HUE;
import static org.harl.augment.ViewPlan.Adjustment.SATURATION;

import java.util.List;
import org.harl.augment.CropBox;
import org.harl.augment.ViewPlan;
import org.harl.augment.ViewPlan.Adjustment;

/** A plan's photometry, built one operation after the other. */
record Colours(ViewPlan plan) {
  /** Nothing happens; brightness, contrast, saturation and hue in this order. */
  static final Colours NONE = in(List.of(BRIGHTNESS, CONTRAST, SATURATION, HUE));

  /** Nothing happens, in another order. */
  static final Colours MIXED = in(List.of(CONTRAST, HUE, SATURATION, BRIGHTNESS));

  private static Colours in(List<Adjustment> order) {
    CropBox box = CropBox.whole(Distortion.SIZE, Distortion.SIZE);
    return new Colours(new ViewPlan(box, false, true, order, 1, 1, 1, 0, false, false, 1, false));
  }

  Colours brightness(double factor) {
    return adjusted(factor, plan.contrast(), plan.saturation(), plan.hue());
  }

  Colours contrast(double factor) {
    return adjusted(plan.brightness(), factor, plan.saturation(), plan.hue());
  }

  Colours saturation(double factor) {
    return adjusted(plan.brightness(), plan.contrast(), factor, plan.hue());
  }

  Colours hue(double turn) {
    return adjusted(plan.brightness(), plan.contrast(), plan.saturation(), turn);
  }

  Colours grayscale() {
    return then(true, plan.blur(), plan.sigma(), plan.solarize());
  }

  Colours blur(double sigma) {
    return then(plan.grayscale(), true, sigma, plan.solarize());
  }

  Colours solarize() {
    return then(plan.grayscale(), plan.blur(), plan.sigma(), true);
  }

  private Colours adjusted(double brightness, double contrast, double saturation, double hue) {
    return of(
        brightness,
        contrast,
        saturation,
        hue,
        plan.grayscale(),
        plan.blur(),
        plan.sigma(),
        plan.solarize());
  }

  private Colours then(boolean grayscale, boolean blur, double sigma, boolean solarize) {
    return of(
        plan.brightness(),
        plan.contrast(),
        plan.saturation(),
        plan.hue(),
        grayscale,
        blur,
        sigma,
        solarize);
  }

  private Colours of(
      double brightness,
      double contrast,
      double saturation,
      double hue,
      boolean grayscale,
      boolean blur,
      double sigma,
      boolean solarize) {
    return new Colours(
        new ViewPlan(
            plan.crop(),
            plan.flip(),
            plan.jitter(),
            plan.order(),
            brightness,
            contrast,
            saturation,
            hue,
            grayscale,
            blur,
            sigma,
            solarize));
  }
}
