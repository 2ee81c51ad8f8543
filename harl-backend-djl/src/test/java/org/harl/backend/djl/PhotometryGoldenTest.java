package org.harl.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.AugmentationRecipe.Blur;
import org.harl.augment.AugmentationRecipe.Range;
import org.harl.augment.CropBox;
import org.harl.augment.Normalisation;
import org.harl.augment.Photometry;
import org.harl.augment.ViewPlan;
import org.harl.augment.ViewPlan.Adjustment;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded photometry against Pillow, torchvision and torch. */
class PhotometryGoldenTest extends Float64Test {
  private static final GoldenCase GOLDEN = GoldenCase.read("photometry-0");
  private static final int SIZE = 32;
  private static final int PIXELS = 3 * SIZE * SIZE;
  private static final List<Adjustment> ORDER = List.of(Adjustment.values());
  private static final Normalisation NONE =
      new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

  /** Everything may happen; what does is in the plan. */
  private static final AugmentationRecipe ALL =
      AugmentationRecipe.first(SIZE).withSolarize(0.5).withBlur(new Blur(0.5, new Range(0.1, 2)));

  @ParameterizedTest
  @CsvSource({
    "brightness.1.4, 1.4, 1, 1, 0",
    "contrast.0.6, 1, 0.6, 1, 0",
    "saturation.1.2, 1, 1, 1.2, 0",
    "hue.-0.1, 1, 1, 1, -0.1",
    "hue.0.07, 1, 1, 1, 0.07"
  })
  void jitterIsTorchvisions(String key, double b, double c, double s, double h) {
    ViewPlan plan = plan(ORDER, b, c, s, h, false, 0, false);
    assertGolden(key, distort(ALL, 5, base(), plan));
  }

  @Test
  void grayscaleIsTorchvisions() {
    assertGolden("grayscale", distort(ALL, 5, base(), plan(ORDER, 1, 1, 1, 0, true, 0, false)));
  }

  @Test
  void solarizeIsTorchvisions() {
    assertGolden("solarize", distort(ALL, 5, base(), plan(ORDER, 1, 1, 1, 0, false, 0, true)));
  }

  @ParameterizedTest
  @CsvSource({"blur.sigma0.7.kernel7, 0.7, 7", "blur.sigma2.0.kernel13, 2, 13"})
  void blurIsNormalisedAndReflectsTheBorder(String key, double sigma, int kernel) {
    ViewPlan plan = plan(ORDER, 1, 1, 1, 0, false, sigma, false);
    assertGolden(key, distort(ALL, kernel, base(), plan));
  }

  @Test
  void chainOfOperationsIsTorchvisions() {
    ViewPlan colours = plan(ORDER, 1.3, 0.7, 1.1, -0.05, false, 0, true);
    ViewPlan blur = plan(ORDER, 1, 1, 1, 0, false, 1.1, false);
    double[] coloured = distort(ALL, 9, flipped(base()), colours);
    assertGolden("chain", distort(ALL, 9, coloured, blur));
  }

  @Test
  void everySampleFollowsItsOwnPlanAndOrder() {
    List<Adjustment> hueSecond =
        List.of(Adjustment.CONTRAST, Adjustment.HUE, Adjustment.SATURATION, Adjustment.BRIGHTNESS);
    ViewPlan first = plan(hueSecond, 1.3, 0.7, 1.1, -0.05, true, 1.1, true);
    ViewPlan second = plan(ORDER, 0.8, 1.3, 0.9, 0.08, false, 0, false);
    double[] batch = distort(ALL, 5, twice(base()), first, second);
    assertThat(Arrays.copyOf(batch, PIXELS)).isEqualTo(distort(ALL, 5, base(), first));
    assertThat(Arrays.copyOfRange(batch, PIXELS, 2 * PIXELS))
        .isEqualTo(distort(ALL, 5, base(), second));
    double[] step = distort(ALL, 5, base(), plan(ORDER, 1, 0.7, 1, 0, false, 0, false));
    step = distort(ALL, 5, step, plan(ORDER, 1, 1, 1, -0.05, false, 0, false));
    step = distort(ALL, 5, step, plan(ORDER, 1, 1, 1.1, 0, false, 0, false));
    step = distort(ALL, 5, step, plan(ORDER, 1.3, 1, 1, 0, true, 1.1, true));
    GoldenCase.assertClose("one by one", distort(ALL, 5, base(), first), step, 1e-9);
  }

  @Test
  void whatARecipeNeverDoesIsNotRecorded() {
    AugmentationRecipe none =
        ALL.withJitter(new AugmentationRecipe.ColorJitter(0, 1, 1, 1, 0.5))
            .withGrayscale(0)
            .withoutBlur()
            .withSolarize(0);
    assertThat(new Photometry(none, 5, NONE).feeds("v", List.of())).isEmpty();
    ViewPlan plan = ViewPlan.plain(CropBox.whole(SIZE, SIZE));
    GoldenCase.assertClose("kept", distort(none, 5, base(), plan), base(), 1e-12);
  }

  private static double[] base() {
    return GOLDEN.tensor("base").toDoubles();
  }

  private static ViewPlan plan(
      List<Adjustment> order,
      double brightness,
      double contrast,
      double saturation,
      double hue,
      boolean gray,
      double sigma,
      boolean solarize) {
    CropBox crop = CropBox.whole(SIZE, SIZE);
    boolean blur = sigma > 0;
    return new ViewPlan(
        crop,
        false,
        true,
        order,
        brightness,
        contrast,
        saturation,
        hue,
        gray,
        blur,
        blur ? sigma : 1,
        solarize);
  }

  private static double[] twice(double[] image) {
    double[] images = Arrays.copyOf(image, 2 * PIXELS);
    System.arraycopy(image, 0, images, PIXELS, PIXELS);
    return images;
  }

  private static double[] flipped(double[] image) {
    double[] flipped = new double[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      flipped[i] = image[i - i % SIZE + SIZE - 1 - i % SIZE];
    }
    return flipped;
  }

  private static void assertGolden(String key, double[] actual) {
    GoldenCase.assertClose(key, actual, GOLDEN.expected(key), 1e-6);
  }

  /** Runs the photometry over images given as [0, 1], which it takes as REAL values 0..255. */
  private static double[] distort(
      AugmentationRecipe recipe, int kernel, double[] images, ViewPlan... plans) {
    Photometry photometry = new Photometry(recipe, kernel, NONE);
    Recorder recorder = new Recorder();
    Shape shape = Shape.of(plans.length, 3, SIZE, SIZE);
    Tensor view = recorder.input("view", ElementType.REAL, shape);
    recorder.output("distorted", photometry.prepare("view", view));
    double[] bytes = Arrays.stream(images).map(x -> 255 * x).toArray();
    Map<String, TensorData> feeds =
        new LinkedHashMap<>(photometry.feeds("view", new ArrayList<>(List.of(plans))));
    feeds.put("view", TensorData.of(shape, bytes));
    try (Session session = backend.session(new StateDict(Map.of()));
        Executable program = session.compile(recorder.program())) {
      return program.run(feeds).get("distorted").toDoubles();
    }
  }
}
