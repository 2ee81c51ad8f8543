package org.harl.masks.barrier;

import com.google.auto.service.AutoService;
import org.harl.image.Image;
import org.harl.mask.MaskProvider;
import org.harl.masks.pixels.Lab;
import org.harl.masks.pixels.Morphology;
import org.harl.masks.pixels.Scaling;
import org.harl.masks.pixels.UnitRange;
import org.harl.masks.saliency.Saliency;
import org.harl.masks.saliency.SaliencyProvider;

/**
 * {@code mbd}: minimum barrier distance with backgroundness (Zhang et al., "Minimum Barrier Salient
 * Object Detection at 80 FPS", ICCV 2015). What no path of even colour joins to the border, and
 * whose colour is not that of the margins, stands out; the middle counts more. Images larger than
 * 300 pixels are scaled down for the purpose.
 */
@AutoService(MaskProvider.class)
public final class MinimumBarrierMasks implements SaliencyProvider {
  private static final int LARGEST_SIDE = 300;
  private static final double CENTRE_SPREAD = 0.8;
  private static final float CONTRAST = 10;

  /** A provider. */
  public MinimumBarrierMasks() {}

  @Override
  public String name() {
    return "mbd";
  }

  @Override
  public Saliency saliency(Image image) {
    Image small = Scaling.within(image, LARGEST_SIDE);
    int width = small.width();
    int height = small.height();
    float[][] lab = Lab.planes(small.rgb());
    float[] barrier = new float[width * height];
    for (float[] plane : lab) {
      float[] distance = BarrierDistance.ofBorder(plane, width, height);
      for (int i = 0; i < barrier.length; i++) {
        barrier[i] += distance[i];
      }
    }
    float[] map = UnitRange.stretch(barrier);
    float[] background = UnitRange.stretch(Backgroundness.of(lab, width, height));
    for (int i = 0; i < map.length; i++) {
      map[i] += background[i];
    }
    map = Morphology.smoothed(UnitRange.stretch(map), width, height);
    favourCentre(map, width, height);
    sharpen(UnitRange.stretch(map));
    return new Saliency(width, height, map).resized(image.width(), image.height());
  }

  /** Multiplies by a factor that falls linearly from the middle to the corners. */
  private static void favourCentre(float[] values, int width, int height) {
    double reach = StrictMath.hypot(width, height) / 2;
    for (int i = 0; i < values.length; i++) {
      double x = i % width - (width - 1) / 2.0;
      double y = i / width - (height - 1) / 2.0;
      values[i] *= (float) (1 - CENTRE_SPREAD * Math.sqrt(x * x + y * y) / reach);
    }
  }

  /** A sigmoid about the middle grey. */
  private static void sharpen(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = SIGMOID[Math.round(values[i] * (SIGMOID.length - 1))];
    }
  }

  private static final float[] SIGMOID = sigmoid();

  private static float[] sigmoid() {
    float[] table = new float[4097];
    for (int i = 0; i < table.length; i++) {
      double x = (double) i / (table.length - 1);
      table[i] = (float) (1 / (1 + StrictMath.exp(-CONTRAST * (x - 0.5))));
    }
    return table;
  }
}
