package org.harl.tck.provider;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.harl.data.ImageSource;
import org.harl.error.HarlException;
import org.harl.image.Image;
import org.harl.image.LabelMap;
import org.harl.mask.MaskProvider;
import org.harl.tck.BrightMasks;
import org.harl.tck.backend.Wrong;

/** Wrong maps of labels. */
final class LabelMapMutants {
  private LabelMapMutants() {}

  static List<Wrong<MaskTrial>> wrong() {
    AtomicInteger calls = new AtomicInteger();
    return List.of(
        of("width and height are swapped", LabelMapMutants::turned, "PROV-17"),
        of("a map at half the size", LabelMapMutants::half, "PROV-17"),
        of("a refusal without the image's name", LabelMapMutants::refused, "PROV-17"),
        of("a mask, but no map", LabelMapMutants::none, "PROV-18"),
        of("more regions than are promised", LabelMapMutants::five, "PROV-18"),
        of("one buffer for all maps of a size", Buffered::new, "PROV-19"),
        of("labels are counted on", image -> numbered(image, calls.getAndIncrement()), "PROV-20"),
        of("each instance has its first label", Shifted::new, "PROV-20"),
        of("the first label is kept in a field", InAField::new, "PROV-20"));
  }

  private static Wrong<MaskTrial> of(
      String fault, Supplier<MaskProvider> provider, String... caughtBy) {
    return new Wrong<>(
        fault,
        new MaskProviderSubject(provider.get(), provider, DrawnImages.objects()),
        List.of(caughtBy));
  }

  private static Wrong<MaskTrial> of(
      String fault, Function<Image, LabelMap> labels, String... caughtBy) {
    MaskProvider provider =
        new Thirds() {
          @Override
          public LabelMap labels(Image image) {
            return labels.apply(image);
          }
        };
    return of(fault, () -> provider, caughtBy);
  }

  /** Dark, middling and bright pixels. */
  private static class Thirds extends BrightMasks {
    @Override
    public LabelMap labels(Image image) {
      return numbered(image, 0);
    }

    @Override
    public int mostRegions(ImageSource images, int enough) {
      return 3;
    }
  }

  private static LabelMap numbered(Image image, int first) {
    byte[] labels = new byte[image.width() * image.height()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (((image.rgb()[3 * i] & 0xff) / 86 + first) % 250);
    }
    return new LabelMap(image.width(), image.height(), labels);
  }

  private static LabelMap turned(Image image) {
    return new LabelMap(image.height(), image.width(), numbered(image, 0).labels());
  }

  private static LabelMap half(Image image) {
    int width = (image.width() + 1) / 2;
    int height = (image.height() + 1) / 2;
    return new LabelMap(width, height, new byte[width * height]);
  }

  private static LabelMap refused(Image image) {
    LabelMap map = numbered(image, 0);
    if (map.regions().length < 2) {
      throw new HarlException("the map has one region");
    }
    return map;
  }

  private static LabelMap none(Image image) {
    throw new HarlException("image '" + image.source() + "' has no regions");
  }

  private static LabelMap five(Image image) {
    byte[] labels = new byte[image.width() * image.height()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) ((image.rgb()[3 * i] & 0xff) / 52);
    }
    return new LabelMap(image.width(), image.height(), labels);
  }

  private static final class Buffered extends Thirds {
    private byte[] labels = {};

    @Override
    public synchronized LabelMap labels(Image image) {
      byte[] fresh = super.labels(image).labels();
      if (labels.length != fresh.length) {
        labels = new byte[fresh.length];
      }
      System.arraycopy(fresh, 0, labels, 0, fresh.length);
      return new LabelMap(image.width(), image.height(), labels);
    }
  }

  private static final class Shifted extends Thirds {
    private static final AtomicInteger MADE = new AtomicInteger();
    private final int first = MADE.getAndIncrement() % 200;

    @Override
    public LabelMap labels(Image image) {
      return numbered(image, first);
    }
  }

  private static final class InAField extends Thirds {
    private volatile int first;

    @Override
    public LabelMap labels(Image image) {
      first = image.width();
      LockSupport.parkNanos(1000);
      return numbered(image, first);
    }
  }
}
