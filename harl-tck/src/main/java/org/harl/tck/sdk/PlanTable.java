package org.harl.tck.sdk;

import static org.harl.augment.ViewPlan.Adjustment.BRIGHTNESS;
import static org.harl.augment.ViewPlan.Adjustment.CONTRAST;
import static org.harl.augment.ViewPlan.Adjustment.HUE;
import static org.harl.augment.ViewPlan.Adjustment.SATURATION;

import java.util.List;
import java.util.Set;
import org.harl.augment.CropBox;
import org.harl.augment.ViewPlan;
import org.harl.augment.ViewPlan.Adjustment;
import org.harl.tck.sdk.Sdk.Place;

/** View plans by an implementation of the draws and of torchvision's crop in Python. */
final class PlanTable {
  private PlanTable() {}

  /** The plan of a view of an image of {@code width x height} pixels under T or T'. */
  record Row(Place at, int width, int height, ViewPlan plan) {}

  /**
   * A row of the table.
   *
   * @param happens the operations that happen
   * @param numbers brightness, contrast, saturation, hue, sigma
   */
  private static Row row(
      Place at,
      int width,
      int height,
      CropBox box,
      Set<String> happens,
      List<Adjustment> order,
      List<Double> numbers) {
    ViewPlan plan =
        new ViewPlan(
            box,
            happens.contains("flip"),
            happens.contains("jitter"),
            order,
            numbers.get(0),
            numbers.get(1),
            numbers.get(2),
            numbers.get(3),
            happens.contains("grayscale"),
            happens.contains("blur"),
            numbers.get(4),
            happens.contains("solarize"));
    return new Row(at, width, height, plan);
  }

  static List<Row> rows() {
    return List.of(
        row(
            new Place(5, 0, 0, 0),
            500,
            375,
            new CropBox(151, 176, 186, 159),
            Set.of("jitter", "blur"),
            List.of(HUE, BRIGHTNESS, SATURATION, CONTRAST),
            List.of(
                0.6839420952455945,
                0.9832405998750835,
                1.1052395498034278,
                0.04894735965358163,
                1.5150291676653012)),
        row(
            new Place(5, 0, 0, 1),
            500,
            375,
            new CropBox(17, 146, 329, 302),
            Set.of("solarize"),
            List.of(BRIGHTNESS, HUE, SATURATION, CONTRAST),
            List.of(1.0, 1.0, 1.0, 0.0, 0.2825641435870957)),
        row(
            new Place(5, 2, 17, 0),
            500,
            375,
            new CropBox(8, 3, 361, 464),
            Set.of("flip", "jitter", "blur"),
            List.of(HUE, BRIGHTNESS, CONTRAST, SATURATION),
            List.of(
                0.6802801221502751,
                1.019535356751597,
                1.0880007264368547,
                -0.021795794450466047,
                1.8814238871396851)),
        row(
            new Place(5, 2, 17, 1),
            375,
            500,
            new CropBox(260, 103, 197, 221),
            Set.of("flip", "jitter"),
            List.of(BRIGHTNESS, SATURATION, CONTRAST, HUE),
            List.of(
                0.6695426439474255,
                1.0332657266904512,
                1.1133321751927103,
                0.09504853985943806,
                0.8546750648622654)),
        row(
            new Place(6, 1, 3, 0),
            224,
            224,
            new CropBox(5, 38, 146, 168),
            Set.of("jitter", "grayscale", "blur"),
            List.of(HUE, CONTRAST, BRIGHTNESS, SATURATION),
            List.of(
                1.3282692377590801,
                0.8617702332499542,
                0.896319031848449,
                -0.059349311863387634,
                1.8844463838960512)),
        row(
            new Place(9, 0, 2, 1),
            40,
            30,
            new CropBox(13, 6, 17, 13),
            Set.of("flip", "jitter"),
            List.of(CONTRAST, HUE, SATURATION, BRIGHTNESS),
            List.of(
                1.0253228980612104,
                1.1318952429138236,
                0.9645122334858486,
                -0.06374160544866711,
                0.6390879801076315)),
        row(
            new Place(5, 0, 0, 0),
            600,
            40,
            new CropBox(0, 273, 40, 53),
            Set.of("jitter", "blur"),
            List.of(HUE, BRIGHTNESS, SATURATION, CONTRAST),
            List.of(
                0.6839420952455945,
                0.9832405998750835,
                1.1052395498034278,
                0.04894735965358163,
                1.5150291676653012)),
        row(
            new Place(5, 0, 0, 0),
            40,
            601,
            new CropBox(274, 0, 53, 40),
            Set.of("jitter", "blur"),
            List.of(HUE, BRIGHTNESS, SATURATION, CONTRAST),
            List.of(
                0.6839420952455945,
                0.9832405998750835,
                1.1052395498034278,
                0.04894735965358163,
                1.5150291676653012)));
  }
}
