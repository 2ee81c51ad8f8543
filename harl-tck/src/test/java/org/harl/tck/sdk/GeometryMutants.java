package org.harl.tck.sdk;

import java.util.List;
import org.harl.augment.CropBox;
import org.harl.augment.ViewPlan;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.tck.backend.Wrong;

/** Wrong crops. */
final class GeometryMutants {
  private GeometryMutants() {}

  static List<Wrong<SdkTrial>> mutants() {
    return List.of(
        Mutant.of("bilinear for bicubic", new Resized(1, true, 0.5), "AUG-7"),
        Mutant.of("not antialiased", new Resized(2, false, 0.5), "AUG-7"),
        Mutant.of("corners are aligned", new Resized(2, true, 0), "AUG-7"),
        Mutant.of("evaluation squeezes the image", new Squeezed(), "AUG-30"),
        Mutant.of("evaluation's mask is not cut", new WholeMask(), "AUG-30"),
        Mutant.of("the centred square's place is rounded down", new PlaceRoundedDown(), "AUG-30"),
        Mutant.of("bytes are cut, not rounded", new Truncated(), "AUG-8"),
        Mutant.of("bytes wrap around", new WrappedAround(), "AUG-8"),
        Mutant.of("a flip turns upside down", new UpsideDown(), "AUG-9", "AUG-10"),
        Mutant.of("the mask is not flipped", new MaskNotFlipped(), "AUG-10", "AUG-11"),
        Mutant.of("the mask is not cropped", new MaskNotCropped(), "AUG-10", "AUG-11"),
        Mutant.of("the mask's neighbour is up and left", new MaskByCorner(), "AUG-11"));
  }

  /** A resize with another kernel, support or centre. */
  private static final class Resized extends Sdk {
    private final int support;
    private final boolean antialiased;
    private final double centre;

    Resized(int support, boolean antialiased, double centre) {
      this.support = support;
      this.antialiased = antialiased;
      this.centre = centre;
    }

    @Override
    float[] floats(Image image, ViewPlan plan, int size) {
      CropBox box = plan.crop();
      float[] out = new float[3 * size * size];
      for (int i = 0; i < out.length; i++) {
        double[] down = weights(box.height(), size, i / size % size);
        double[] across = weights(box.width(), size, i % size);
        double sum = 0;
        for (int y = 0; y < down.length; y++) {
          for (int x = 0; x < across.length && down[y] != 0; x++) {
            int pixel = (box.top() + y) * image.width() + box.left() + x;
            sum += down[y] * across[x] * (image.rgb()[3 * pixel + i / (size * size)] & 0xff);
          }
        }
        out[i] = (float) (sum / 255);
      }
      return out;
    }

    private double[] weights(int inputs, int outputs, int at) {
      double scale = (double) inputs / outputs;
      double widen = antialiased ? Math.max(scale, 1) : 1;
      double[] weights = new double[inputs];
      double sum = 0;
      for (int i = 0; i < inputs; i++) {
        weights[i] = kernel(Math.abs(i + centre - (at + centre) * scale) / widen);
        sum += weights[i];
      }
      for (int i = 0; i < inputs; i++) {
        weights[i] /= sum;
      }
      return weights;
    }

    private double kernel(double x) {
      if (support == 1) {
        return Math.max(0, 1 - x);
      }
      return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    }
  }

  private static final class Squeezed extends Sdk {
    @Override
    byte[] evalView(Image image, int size) {
      CropBox whole = CropBox.whole(image.width(), image.height());
      return super.view(image, ViewPlan.plain(whole), size);
    }
  }

  private static final class PlaceRoundedDown extends Sdk {
    @Override
    byte[] evalMask(Mask mask, int size) {
      byte[] right = super.evalMask(mask, size);
      int width = size * mask.width() / mask.height();
      if ((width - size) % 4 != 3) {
        return right; // rounding down is rounding to even
      }
      byte[] left = right.clone();
      for (int i = 0; i < left.length; i++) {
        int y = (int) Math.floor((i / size + 0.5) * mask.height() / size);
        int x = (int) Math.floor(((width - size) / 2 + i % size + 0.5) * mask.width() / width);
        left[i] = mask.cells()[y * mask.width() + x];
      }
      return left;
    }
  }

  private static final class WholeMask extends Sdk {
    @Override
    byte[] evalMask(Mask mask, int size) {
      CropBox whole = CropBox.whole(mask.width(), mask.height());
      return super.mask(mask, ViewPlan.plain(whole), size);
    }
  }

  private static final class Truncated extends Sdk {
    @Override
    byte[] view(Image image, ViewPlan plan, int size) {
      float[] floats = floats(image, plan, size);
      byte[] bytes = new byte[floats.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) Math.min(Math.max(255 * floats[i], 0), 255);
      }
      return bytes;
    }
  }

  private static final class WrappedAround extends Sdk {
    @Override
    byte[] view(Image image, ViewPlan plan, int size) {
      float[] floats = floats(image, plan, size);
      byte[] bytes = new byte[floats.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) Math.round(255 * floats[i]);
      }
      return bytes;
    }
  }

  private static ViewPlan plain(CropBox box, boolean flip) {
    ViewPlan plan = ViewPlan.plain(box);
    return new ViewPlan(box, flip, false, plan.order(), 1, 1, 1, 0, false, false, 1, false);
  }

  private static final class UpsideDown extends Sdk {
    @Override
    byte[] view(Image image, ViewPlan plan, int size) {
      byte[] view = super.view(image, plain(plan.crop(), false), size);
      byte[] out = view.clone();
      for (int i = 0; i < view.length && plan.flip(); i++) {
        int row = i / size % size;
        out[i] = view[i + (size - 1 - 2 * row) * size];
      }
      return out;
    }
  }

  private static final class MaskNotFlipped extends Sdk {
    @Override
    byte[] mask(Mask mask, ViewPlan plan, int size) {
      return super.mask(mask, plain(plan.crop(), false), size);
    }
  }

  private static final class MaskNotCropped extends Sdk {
    @Override
    byte[] mask(Mask mask, ViewPlan plan, int size) {
      CropBox whole = CropBox.whole(mask.width(), mask.height());
      return super.mask(mask, plain(whole, plan.flip()), size);
    }
  }

  private static final class MaskByCorner extends Sdk {
    @Override
    byte[] mask(Mask mask, ViewPlan plan, int size) {
      CropBox box = plan.crop();
      byte[] out = new byte[size * size];
      for (int i = 0; i < out.length; i++) {
        int column = plan.flip() ? size - 1 - i % size : i % size;
        int y = box.top() + i / size * box.height() / size;
        int x = box.left() + column * box.width() / size;
        out[i] = mask.cells()[y * mask.width() + x];
      }
      return out;
    }
  }
}
