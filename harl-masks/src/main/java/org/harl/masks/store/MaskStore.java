package org.harl.masks.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.harl.data.ImageFolder;
import org.harl.error.FileFaults;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.ImageDecoder;
import org.harl.image.ImageDecoders;
import org.harl.image.Mask;
import org.harl.mask.MaskProvider;
import org.harl.masks.saliency.RejectedMask;
import org.harl.masks.saliency.SaliencyProvider;

/**
 * Mask files that mirror a folder of images, as {@link org.harl.mask.MaskFiles} reads them: the
 * mask of {@code a/b.jpg} is {@code a/b.png}, 8-bit grey, 0 or 255. A file is there whole or not at
 * all; one that stands for a rejected mask says so in a text chunk. Serves many threads.
 */
public final class MaskStore {
  /** How files end that are not whole. */
  static final String ASIDE = ".partial";

  private final Path images;
  private final Path masks;
  private final MaskProvider provider;
  private final RejectedMask policy;
  private final ImageDecoder decoder = ImageDecoders.best();

  /**
   * The masks of a folder of images.
   *
   * @param images the images' folder
   * @param masks the masks' folder; made where it is missing
   * @param provider finds the masks
   * @param policy what is written where it finds nothing
   */
  public MaskStore(Path images, Path masks, MaskProvider provider, RejectedMask policy) {
    this.images = images;
    this.masks = masks;
    this.provider = provider;
    this.policy = policy;
  }

  /**
   * Writes the mask of an image unless it is there.
   *
   * @param name the path below the images' folder, with forward slashes
   * @return whether it was written, was there, or why not
   * @throws HarlException if the mask cannot be written
   */
  public MaskOutcome make(String name) {
    Path file = masks.resolve(stem(name) + ".png");
    try {
      if (Files.isRegularFile(file) && Files.size(file) > 0) { // 0: power was lost
        return outcome(name, MaskOutcome.Kind.PRESENT, MaskPng.note(file));
      }
    } catch (IOException e) {
      throw new HarlException(
          "masks: '" + file + "' cannot be looked at: " + FileFaults.words(e), e);
    }
    Mask found;
    try {
      requireAlone(name);
      Image image = ImageFolder.read(images, name, decoder);
      found =
          provider instanceof SaliencyProvider grades ? grades.cut(image) : provider.mask(image);
    } catch (IOException | InvalidInputException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      return new MaskOutcome(name, MaskOutcome.Kind.FAILED, reason);
    }
    String note = RejectedMask.is(found) ? note(found) : "";
    Optional<Mask> mask =
        note.isEmpty() ? Optional.of(found) : policy.instead(found.width(), found.height());
    mask.ifPresent(
        cells -> {
          requireInside(file);
          write(file, cells, note);
        });
    return outcome(name, MaskOutcome.Kind.WRITTEN, note);
  }

  private static MaskOutcome outcome(String name, MaskOutcome.Kind kind, String note) {
    return new MaskOutcome(name, note.isEmpty() ? kind : MaskOutcome.Kind.REJECTED, note);
  }

  private String note(Mask found) {
    return String.format(
        Locale.ROOT,
        "the mask covers %.1f%% of the image; %s",
        100 * found.coverage(),
        policy.name().toLowerCase(Locale.ROOT));
  }

  /** Two images of one stem would share a mask; where case does not count, a file is no other. */
  private void requireAlone(String name) throws IOException {
    Path image = images.resolve(name);
    for (String extension : ImageFolder.EXTENSIONS) {
      String upper = extension.toUpperCase(Locale.ROOT);
      for (String ending : List.of(extension, upper, upper.charAt(0) + extension.substring(1))) {
        Path other = images.resolve(stem(name) + "." + ending);
        if (Files.exists(other) && !Files.isSameFile(other, image)) {
          throw new InvalidInputException(
              "'"
                  + stem(name)
                  + "."
                  + ending
                  + "' would have the same mask file; rename one of them");
        }
      }
    }
  }

  /** A link among the masks does not lead a file out of their folder. */
  private void requireInside(Path file) {
    Path folder = file.getParent();
    while (!Files.exists(folder)) {
      folder = folder.getParent();
    }
    try {
      if (Files.exists(masks) && !folder.toRealPath().startsWith(masks.toRealPath())) {
        throw new HarlException(
            "masks: '"
                + file
                + "' would be written to '"
                + folder.toRealPath()
                + "', outside of '"
                + masks
                + "'; remove the link");
      }
    } catch (IOException e) {
      throw new HarlException(
          "masks: '" + folder + "' cannot be looked at: " + FileFaults.words(e), e);
    }
  }

  private static String stem(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static void write(Path file, Mask mask, String note) {
    try {
      Files.createDirectories(file.getParent());
      // a name of its own: on a cluster, two tasks may make one mask
      Path aside = file.resolveSibling("." + UUID.randomUUID() + ASIDE);
      try {
        Files.write(aside, MaskPng.encode(mask, note));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw new HarlException(
          "masks: '" + file + "' cannot be written: " + FileFaults.writing(e), e);
    }
  }
}
