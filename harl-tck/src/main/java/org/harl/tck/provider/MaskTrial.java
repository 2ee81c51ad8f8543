package org.harl.tck.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.harl.error.HarlException;
import org.harl.image.Image;
import org.harl.image.LabelMap;
import org.harl.image.Mask;
import org.harl.mask.MaskProvider;
import org.harl.services.Services;
import org.harl.tck.backend.Trial;
import org.harl.tck.kit.BrokenPromise;
import org.harl.tck.kit.Exam;
import org.jspecify.annotations.Nullable;

/** One rule's dealings with a mask provider. */
public final class MaskTrial implements Exam {
  private final MaskProviderSubject subject;
  private final SplittableRandom random;

  MaskTrial(MaskProviderSubject subject, long seed) {
    this.subject = subject;
    random = new SplittableRandom(seed);
  }

  /**
   * What a provider says of an image.
   *
   * @param mask null if it has none
   * @param refusal the message then, or empty
   */
  record Answer(@Nullable Mask mask, String refusal) {
    @Override
    public String toString() {
      return mask == null ? "none (" + refusal + ")" : mask + " covering " + mask.coverage();
    }
  }

  MaskProvider provider() {
    return subject.provider();
  }

  /** Further instances that must do the same: from the test class, and where it is a service. */
  List<MaskProvider> others() {
    return Stream.concat(Stream.of(subject.others().get()), services())
        .filter(other -> other != provider())
        .toList();
  }

  /** Instances of the provider's class that the service loader makes. */
  Stream<MaskProvider> services() {
    return Services.onClassPath("mask provider", MaskProvider.class, MaskProvider::name)
        .all()
        .stream()
        .filter(found -> found.getClass() == provider().getClass());
  }

  /** The test class's images, which a mask must be found for. */
  List<Image> images() {
    return subject.images();
  }

  List<Image> small() {
    return DrawnImages.small(random);
  }

  /** Images of every kind but large ones. */
  List<Image> various() {
    List<Image> all = new ArrayList<>(images());
    all.addAll(small());
    all.addAll(DrawnImages.plain());
    all.add(DrawnImages.noise(random, 37, 29));
    return all;
  }

  Answer ask(Image image) {
    return ask(provider(), image);
  }

  /**
   * A mask, or the refusal.
   *
   * @throws BrokenPromise if it is neither
   */
  static Answer ask(MaskProvider provider, Image image) {
    try {
      Mask mask = provider.mask(image);
      Trial.require(mask != null, described(image) + " gets null instead of a mask");
      return new Answer(mask, "");
    } catch (HarlException e) {
      return new Answer(null, String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new BrokenPromise(described(image) + " ends in " + e, e);
    }
  }

  /**
   * A map of labels; null if there is none.
   *
   * @throws BrokenPromise if it is neither a map nor a refusal by name
   */
  static @Nullable LabelMap askLabels(MaskProvider provider, Image image) {
    try {
      LabelMap map = provider.labels(image);
      Trial.require(map != null, described(image) + " gets null instead of a map of labels");
      return map;
    } catch (HarlException e) {
      String refusal = String.valueOf(e.getMessage());
      Trial.require(
          refusal.contains(image.source()),
          described(image) + " is refused a map without its name: " + refusal);
      return null;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new BrokenPromise(described(image) + " ends in " + e, e);
    }
  }

  @Nullable LabelMap askLabels(Image image) {
    return askLabels(provider(), image);
  }

  /** Fails unless two answers are equal cell by cell. */
  static void same(String when, Image image, Answer got, Answer expected) {
    if (got.equals(expected)) {
      return;
    }
    Mask a = got.mask();
    Mask b = expected.mask();
    String found = "got " + got + ", before " + expected;
    if (a != null && b != null && a.width() == b.width() && a.height() == b.height()) {
      int differing = 0;
      for (int i = 0; i < a.cells().length; i++) {
        differing += a.cells()[i] == b.cells()[i] ? 0 : 1;
      }
      found = differing + " of " + a.cells().length + " cells differ";
    }
    throw new BrokenPromise(described(image) + " " + when + ": " + found);
  }

  static String described(Image image) {
    return "image '%s' of %d x %d pixels".formatted(image.source(), image.width(), image.height());
  }

  @Override
  public void close() {}
}
