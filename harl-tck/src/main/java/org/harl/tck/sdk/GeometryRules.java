package org.harl.tck.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.harl.augment.CropBox;
import org.harl.augment.ViewPlan;
import org.harl.augment.ViewPlan.Adjustment;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.tck.backend.Comparison;
import org.harl.tck.backend.Trial;
import org.harl.tck.golden.BicubicDefinition;
import org.harl.tck.golden.Golden;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Tolerance;
import org.harl.trace.Shape;

/** AUG, its geometry: crop, resize and flip, of an image and of its mask. */
final class GeometryRules {
  private static final int SIZE = 32;
  private static final List<CropBox> BOXES =
      List.of(
          new CropBox(0, 0, 16, 20),
          new CropBox(3, 5, 12, 12),
          new CropBox(2, 1, 7, 17),
          new CropBox(9, 11, 3, 5));

  private GeometryRules() {}

  static List<Rule<SdkTrial>> rules() {
    return List.of(
        Rule.<SdkTrial>of(
            "AUG-7",
            "A crop MUST be resized by antialiased bicubic interpolation, half-pixel centres.",
            "Keys a = -0.5, support scaled when shrinking; golden crops of torch",
            GeometryRules::goldenCrops),
        Rule.<SdkTrial>of(
            "AUG-8",
            "Pixels MUST be rounded to the nearest byte and clipped, once, after both passes.",
            "|byte - clip(255 x, 0, 255)| <= 1/2",
            GeometryRules::bytes),
        Rule.<SdkTrial>of(
                "AUG-9",
                "A flip MUST exchange left and right and nothing else.",
                "flipped(c, y, x) = view(c, y, S - 1 - x)",
                GeometryRules::flip)
            .exactly(),
        Rule.<SdkTrial>of(
                "AUG-10",
                "A mask MUST be cropped and flipped as its view is.",
                "crop of the view's size: pixels 255 m and mask m agree",
                GeometryRules::sameGeometry)
            .exactly(),
        Rule.<SdkTrial>of(
                "AUG-11",
                "A mask MUST be resized by the nearest neighbour, half-pixel centres.",
                "m(floor((i + 1/2) h / S), floor((j + 1/2) w / S))",
                GeometryRules::nearest)
            .exactly(),
        Rule.<SdkTrial>of(
            "AUG-30",
            "Evaluation MUST see the centred square of the image at a short side of S.",
            "resized to S x floor(S long / short), then cut at the nearest pixel, halves to even; the mask"
                + " alike",
            GeometryRules::evaluation));
  }

  private static Image goldenImage(JsonNode crops) {
    double[] pixels = Golden.doubles(crops.at("/tensors/image_hwc_uint8/data"));
    byte[] rgb = new byte[pixels.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) pixels[i];
    }
    return new Image("golden", 83, 60, rgb);
  }

  private static ViewPlan goldenPlan(JsonNode crops, String name) {
    int[] box =
        Arrays.stream(Golden.doubles(crops.at("/params/" + name))).mapToInt(v -> (int) v).toArray();
    return ViewPlan.plain(new CropBox(box[0], box[1], box[2], box[3]));
  }

  private static double[] goldenFloats(JsonNode crops, String name) {
    return Golden.doubles(crops.get("expect").get(name + ".bicubic32").get("data"));
  }

  private static void goldenCrops(SdkTrial trial) {
    JsonNode crops = Golden.json("crops");
    for (int i = 0; i < 4; i++) {
      String name = "crop" + i;
      float[] got = trial.sdk().floats(goldenImage(crops), goldenPlan(crops, name), SIZE);
      double[] expected = goldenFloats(crops, name);
      Comparison.near(name, Shape.of(3, SIZE, SIZE), doubles(got), expected, Tolerance.FLOAT32);
    }
    Image image = drawnImage(trial);
    for (CropBox box : BOXES) {
      double[] expected = BicubicDefinition.resized(image, box, 8, 8, 8);
      double[] got = doubles(trial.sdk().floats(image, ViewPlan.plain(box), 8));
      Comparison.near("pixels of " + box, Shape.of(3, 8, 8), got, expected, Tolerance.FLOAT32);
    }
  }

  private static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static void bytes(SdkTrial trial) {
    JsonNode crops = Golden.json("crops");
    for (int i = 0; i < 4; i++) {
      String name = "crop" + i;
      byte[] got = trial.sdk().view(goldenImage(crops), goldenPlan(crops, name), SIZE);
      rounded(name, got, goldenFloats(crops, name));
    }
  }

  private static void rounded(String what, byte[] got, double[] expected) {
    for (int p = 0; p < got.length; p++) {
      double exact = Math.min(Math.max(255 * expected[p], 0), 255);
      Trial.require(
          Math.abs((got[p] & 0xff) - exact) <= 0.501,
          what + " at " + p + ": got " + (got[p] & 0xff) + ", expected " + exact);
    }
  }

  private static ViewPlan plan(CropBox box, boolean flip) {
    List<Adjustment> order = List.of(Adjustment.values());
    return new ViewPlan(box, flip, false, order, 1, 1, 1, 0, false, false, 1, false);
  }

  private static void flip(SdkTrial trial) {
    Image image = drawnImage(trial);
    for (CropBox box : BOXES) {
      byte[] view = trial.sdk().view(image, plan(box, false), SIZE);
      byte[] flipped = trial.sdk().view(image, plan(box, true), SIZE);
      for (int i = 0; i < view.length; i++) {
        int mirrored = i - i % SIZE + SIZE - 1 - i % SIZE;
        Trial.require(
            flipped[i] == view[mirrored],
            box + " at " + i + ": got " + flipped[i] + ", expected " + view[mirrored]);
      }
    }
  }

  private static Image drawnImage(SdkTrial trial) {
    byte[] rgb = new byte[3 * 20 * 16];
    trial.random().nextBytes(rgb);
    return new Image("drawn", 20, 16, rgb);
  }

  private static Mask drawnMask(SdkTrial trial) {
    byte[] cells = new byte[20 * 16];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (byte) trial.random().nextInt(2);
    }
    return new Mask(20, 16, cells);
  }

  private static void sameGeometry(SdkTrial trial) {
    Mask mask = drawnMask(trial);
    byte[] rgb = new byte[3 * 20 * 16];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (255 * mask.cells()[i / 3]);
    }
    Image image = new Image("mask", 20, 16, rgb);
    for (boolean flip : List.of(false, true)) {
      ViewPlan plan = plan(new CropBox(3, 5, 12, 12), flip);
      byte[] pixels = trial.sdk().view(image, plan, 12);
      byte[] cells = trial.sdk().mask(mask, plan, 12);
      for (int i = 0; i < cells.length; i++) {
        Trial.require(
            (pixels[i] & 0xff) == 255 * cells[i],
            (flip ? "flipped" : "not flipped")
                + " at "
                + i / 12
                + ", "
                + i % 12
                + ": pixel "
                + (pixels[i] & 0xff)
                + ", mask "
                + cells[i]);
      }
    }
  }

  private static void nearest(SdkTrial trial) {
    Mask mask = drawnMask(trial);
    for (CropBox box : BOXES) {
      for (boolean flip : List.of(false, true)) {
        byte[] got = trial.sdk().mask(mask, plan(box, flip), 8);
        for (int i = 0; i < got.length; i++) {
          int column = flip ? 7 - i % 8 : i % 8;
          int y = box.top() + (int) Math.floor((i / 8 + 0.5) * box.height() / 8);
          int x = box.left() + (int) Math.floor((column + 0.5) * box.width() / 8);
          byte expected = mask.cells()[y * 20 + x];
          Trial.require(
              got[i] == expected,
              box + " at " + i / 8 + ", " + i % 8 + ": got " + got[i] + ", expected " + expected);
        }
      }
    }
  }

  private static void evaluation(SdkTrial trial) {
    Image image = drawnImage(trial);
    Mask mask = drawnMask(trial);
    CropBox whole = CropBox.whole(20, 16);
    for (int size : new int[] {7, 12, 16, 24}) {
      int width = size * 20 / 16;
      double[] expected = BicubicDefinition.resized(image, whole, size, width, size);
      rounded("view of " + size, trial.sdk().evalView(image, size), expected);
      byte[] got = trial.sdk().evalMask(mask, size);
      for (int i = 0; i < got.length; i++) {
        int y = (int) Math.floor((i / size + 0.5) * 16 / size);
        int x =
            (int)
                Math.floor((BicubicDefinition.centred(width, size) + i % size + 0.5) * 20 / width);
        Trial.require(
            got[i] == mask.cells()[y * 20 + x],
            "mask of " + size + " at " + i / size + ", " + i % size + ": got " + got[i]);
      }
    }
  }
}
