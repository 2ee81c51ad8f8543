package org.harl.tck.provider;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.harl.error.HarlException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskProvider;
import org.harl.tck.BrightMasks;
import org.harl.tck.backend.Proof;
import org.harl.tck.backend.Wrong;
import org.harl.tck.kit.Rule;

/** Wrong mask providers. */
class MaskProviderMutantsTest extends Proof<MaskTrial> {
  private final Random jitter = new Random(3);

  @Override
  protected List<Rule<MaskTrial>> rules() {
    return MaskProviderRules.all();
  }

  @Override
  protected List<Wrong<MaskTrial>> wrong() {
    return Stream.of(inTheName(), inAMask(), inTheSecondMask(), LabelMapMutants.wrong())
        .flatMap(List::stream)
        .toList();
  }

  /** What it is called. */
  private static List<Wrong<MaskTrial>> inTheName() {
    return List.of(
        named("the name has a capital and a blank", () -> "Bright masks", "PROV-1"),
        named("the name counts", new Random(1)::nextInt, "PROV-1"),
        named(
            "the name is lowered in the default locale",
            () -> "RADII".toLowerCase(Locale.getDefault()),
            "PROV-16"),
        of("a service whose name changes", Nomad::new, "PROV-2"));
  }

  /** A mask of another size or of other values, and none where there should be one. */
  private static List<Wrong<MaskTrial>> inAMask() {
    return List.of(
        answering("width and height are swapped", MaskProviderMutantsTest::turned, "PROV-3"),
        answering("the mask is that of an even size", MaskProviderMutantsTest::even, "PROV-3"),
        answering("foreground is 255", MaskProviderMutantsTest::times255, "PROV-4"),
        of("one buffer for all masks of a size", OneBuffer::new, "PROV-5"),
        answering("the image is normalised in place", MaskProviderMutantsTest::inPlace, "PROV-6"),
        answering(
            "a window of 3 x 3 needs as many pixels", MaskProviderMutantsTest::windowed, "PROV-7"),
        answering("recursive fill", MaskProviderMutantsTest::filled, "PROV-8"),
        answering("contrast is divided by its range", MaskProviderMutantsTest::stretched, "PROV-9"),
        answering(
            "no mask for an image of one colour is null",
            MaskProviderMutantsTest::nullIfEmpty,
            "PROV-9"),
        answering(
            "a refusal without the image's name", MaskProviderMutantsTest::refused, "PROV-10"),
        answering("nothing gets a mask", MaskProviderMutantsTest::none, "PROV-11"));
  }

  /** Masks that depend on more than the image. */
  private List<Wrong<MaskTrial>> inTheSecondMask() {
    return List.of(
        answering(
            "the threshold is jittered",
            image -> BrightMasks.above(image, jitter.nextInt(255)),
            "PROV-12"),
        answering(
            "the threshold depends on the array's identity",
            image -> BrightMasks.above(image, System.identityHashCode(image.rgb()) % 256),
            "PROV-12"),
        of("the threshold is a running mean", RunningMean::new, "PROV-13"),
        of(
            "the threshold is drawn once an instance",
            () -> new Seeded(jitter.nextInt(60, 200)),
            "PROV-14"),
        of("the threshold is kept in a field", InAField::new, "PROV-15"),
        answering(
            "the threshold is printed and parsed", MaskProviderMutantsTest::printed, "PROV-16"));
  }

  private static Wrong<MaskTrial> of(
      String fault, Supplier<MaskProvider> provider, String... caughtBy) {
    return new Wrong<>(
        fault,
        new MaskProviderSubject(provider.get(), provider, DrawnImages.objects()),
        List.of(caughtBy));
  }

  private static Wrong<MaskTrial> answering(
      String fault, Function<Image, Mask> mask, String... caughtBy) {
    return of(
        fault,
        () ->
            new BrightMasks() {
              @Override
              public Mask mask(Image image) {
                return mask.apply(image);
              }
            },
        caughtBy);
  }

  private static Wrong<MaskTrial> named(String fault, Supplier<Object> name, String... caughtBy) {
    return of(
        fault,
        () ->
            new BrightMasks() {
              @Override
              public String name() {
                return name.get().toString();
              }
            },
        caughtBy);
  }

  private static Mask bright(Image image) {
    return new BrightMasks().mask(image);
  }

  private static Mask turned(Image image) {
    return new Mask(image.height(), image.width(), bright(image).cells());
  }

  private static Mask even(Image image) {
    int width = Math.max(1, image.width() / 2 * 2);
    int height = Math.max(1, image.height() / 2 * 2);
    return new Mask(width, height, Arrays.copyOf(bright(image).cells(), width * height));
  }

  /** A mask refuses such cells when it is made, but does not copy them. */
  private static Mask times255(Image image) {
    Mask mask = bright(image);
    for (int i = 0; i < mask.cells().length; i++) {
      mask.cells()[i] *= -1;
    }
    return mask;
  }

  private static Mask inPlace(Image image) {
    for (int i = 0; i < image.rgb().length; i++) {
      image.rgb()[i] = (byte) Math.min(255, (image.rgb()[i] & 0xff) * 2);
    }
    return bright(image);
  }

  private static Mask windowed(Image image) {
    int first = image.rgb()[3 * (image.width() + 1)] & 0xff;
    return BrightMasks.above(image, first);
  }

  /** Depth-first over all pixels in one recursion. */
  private static Mask filled(Image image) {
    visit(bright(image).cells(), 0);
    return bright(image);
  }

  private static int visit(byte[] cells, int at) {
    return at == cells.length ? 0 : cells[at] + visit(cells, at + 1);
  }

  private static Mask stretched(Image image) {
    int low = 255;
    int high = 0;
    for (byte value : image.rgb()) {
      low = Math.min(low, value & 0xff);
      high = Math.max(high, value & 0xff);
    }
    return BrightMasks.above(image, low + 255 / (high - low));
  }

  private static Mask nullIfEmpty(Image image) {
    Mask mask = bright(image);
    return mask.coverage() == 0 ? null : mask;
  }

  private static Mask refused(Image image) {
    Mask mask = bright(image);
    if (mask.coverage() == 0) {
      throw new HarlException("the mask is empty");
    }
    return mask;
  }

  private static Mask none(Image image) {
    throw new HarlException("image '" + image.source() + "' shows nothing");
  }

  private static Mask printed(Image image) {
    String mean = String.format("%.3f", BrightMasks.mean(image));
    return BrightMasks.above(image, Double.parseDouble(mean));
  }

  private static final class OneBuffer extends BrightMasks {
    private byte[] cells = {};

    @Override
    public synchronized Mask mask(Image image) {
      byte[] fresh = super.mask(image).cells();
      if (cells.length != fresh.length) {
        cells = new byte[fresh.length];
      }
      System.arraycopy(fresh, 0, cells, 0, fresh.length);
      return new Mask(image.width(), image.height(), cells);
    }
  }

  private static final class RunningMean extends BrightMasks {
    private double mean = 128;

    @Override
    public synchronized Mask mask(Image image) {
      mean = 0.9 * mean + 0.1 * mean(image);
      return above(image, mean);
    }
  }

  private static final class Seeded extends BrightMasks {
    private final int threshold;

    Seeded(int threshold) {
      this.threshold = threshold;
    }

    @Override
    public Mask mask(Image image) {
      return above(image, threshold);
    }
  }

  private static final class InAField extends BrightMasks {
    private volatile double threshold;

    @Override
    public Mask mask(Image image) {
      threshold = mean(image);
      LockSupport.parkNanos(1000);
      return above(image, threshold);
    }
  }
}
