package org.harl.masks.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.harl.data.ImageFolder;
import org.harl.data.OutputFolders;
import org.harl.error.FileFaults;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.mask.MaskProviders;
import org.harl.masks.saliency.RejectedMask;

/**
 * A folder of masks that is being made: masks by {@link MaskStore}, {@link MaskManifest}, and
 * {@code rejected.jsonl} with a line for each image whose mask said nothing or is missing, by name.
 * A run may be killed at any moment; the next one makes what is missing, and the folder is then,
 * byte for byte, that of a run that was never killed. Memory does not grow with the number of
 * images, but for those lines.
 */
public final class MaskDataSet implements AutoCloseable {
  /** The list of images whose masks said nothing or are missing. */
  public static final String REJECTED = "rejected.jsonl";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path images;
  private final Path masks;
  private final MaskManifest begun;
  private final FileLock lock;
  private final MaskStore store;
  private final Map<MaskOutcome.Kind, Long> counts = new EnumMap<>(MaskOutcome.Kind.class);
  private final TreeMap<String, MaskOutcome> notable = new TreeMap<>();

  /**
   * Opens a folder of masks, empty or with masks of the same kind.
   *
   * @param images the images' folder
   * @param masks the masks' folder, outside the images'; made where it is missing
   * @param provider the provider's name, with its argument where it has one
   * @param policy what takes the place of masks that say nothing
   * @throws InvalidInputException if there is no such provider, no folder of images, the folders
   *     are one in the other, another process writes there, nothing can be made there, or there are
   *     masks of another kind
   * @throws HarlException if what is made cannot be written to
   */
  public MaskDataSet(Path images, Path masks, String provider, RejectedMask policy) {
    this.images = images;
    this.masks = masks;
    store = new MaskStore(images, masks, MaskProviders.find(provider), policy);
    begun = MaskManifest.begun(provider, policy);
    requireApart();
    if (!Files.isDirectory(images)) {
      throw new InvalidInputException("masks: '" + images + "' is not a folder of images");
    }
    MaskManifest.read(masks).ifPresent(there -> begun.requireLike(there, masks));
    try {
      Files.createDirectories(masks);
      lock =
          OutputFolders.lock(masks.resolve(".lock"))
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          "masks: another run is writing to '" + masks + "'; name another folder"));
    } catch (IOException e) {
      throw new InvalidInputException(
          "masks: '"
              + masks
              + "' cannot be written: "
              + FileFaults.writing(e)
              + "; name another folder",
          e);
    }
    try {
      MaskManifest.read(masks).ifPresent(there -> begun.requireLike(there, masks));
      begun.write(masks);
    } catch (IOException e) {
      throw new HarlException(
          "masks: '" + masks + "' cannot be written: " + FileFaults.writing(e), e);
    }
  }

  private void requireApart() {
    Path from = OutputFolders.real(images);
    Path to = OutputFolders.real(masks);
    if (from.startsWith(to) || to.startsWith(from)) {
      throw new InvalidInputException(
          "masks: '" + masks + "' and '" + images + "' lie one in the other; name another folder");
    }
  }

  /** {@return what makes a mask; it may be serialised apart from the rest} */
  public MaskStore store() {
    return store;
  }

  /**
   * Visits the names of all images, in no order.
   *
   * @param visitor is given each path below the images' folder
   */
  public void visit(Consumer<String> visitor) {
    ImageFolder.visit(images, visitor);
  }

  /**
   * Takes down what became of an image; may be called from several threads.
   *
   * @param outcome of an image that was not taken down yet
   */
  public synchronized void add(MaskOutcome outcome) {
    counts.merge(outcome.kind(), 1L, Long::sum);
    if (!outcome.reason().isEmpty()) {
      notable.put(outcome.image(), outcome);
    }
  }

  /**
   * {@return how many images became that so far}
   *
   * @param kind written, there already, rejected or unreadable
   */
  public synchronized long count(MaskOutcome.Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /**
   * Ends the run: writes the list of the rejected, then the manifest.
   *
   * @return what the folder holds now
   * @throws HarlException if they cannot be written
   */
  public synchronized MaskManifest finish() {
    Path aside = masks.resolve("." + REJECTED + ".partial");
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    MaskManifest done =
        begun.done(all, count(MaskOutcome.Kind.REJECTED), count(MaskOutcome.Kind.FAILED));
    try {
      sweep();
      rejected(aside);
      done.write(masks);
    } catch (IOException e) {
      throw new HarlException(
          "masks: '" + masks + "' cannot be written: " + FileFaults.writing(e), e);
    }
    return done;
  }

  private void rejected(Path aside) throws IOException {
    try {
      try (Writer out = Files.newBufferedWriter(aside)) {
        for (MaskOutcome outcome : notable.values()) {
          out.write(JSON.writeValueAsString(outcome) + "\n");
        }
      }
      Files.move(aside, masks.resolve(REJECTED), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** Deletes what killed runs left half-written. */
  private void sweep() throws IOException {
    Files.walkFileTree(
        masks,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = file.getFileName().toString();
            if (name.startsWith(".") && name.endsWith(MaskStore.ASIDE)) {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Lets another process have the folder. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(masks.resolve(".lock"));
    lock.channel().close();
  }
}
