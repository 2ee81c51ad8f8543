package org.harl.cli.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.harl.data.ImageFolder;
import org.harl.data.ImageSource;
import org.harl.data.shards.Shards;
import org.harl.error.InvalidInputException;
import org.harl.error.NearestName;
import org.harl.mask.LabelFiles;
import org.harl.mask.MaskChoice;
import org.harl.mask.MaskFiles;
import org.harl.mask.MaskProvider;
import org.harl.mask.MaskProviders;
import org.jspecify.annotations.Nullable;

/** Images and masks as they are named on the command line. */
public final class Sources {
  /** For the help. */
  public static final String SHARDS =
      "a tar archive in WebDataset's layout, a folder of them, or a pattern in quotes ('s/*.tar')";

  private Sources() {}

  /** The images of a folder. */
  public static ImageSource folder(String option, Path folder) {
    requireFolder(option, folder);
    return ImageFolder.of(folder);
  }

  /** The images of a folder, or of shards. */
  public static ImageSource images(String option, Path named) {
    return images(option, named, Shards.BUFFER);
  }

  /**
   * The images of a folder, or of shards.
   *
   * @param buffer of shards, {@link Shards#of(Path, int)}
   */
  public static ImageSource images(String option, Path named, int buffer) {
    return Shards.areMeantBy(named) ? Shards.of(named, buffer) : folder(option, named);
  }

  public static void requireFolder(String option, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          option + ": '" + folder.toAbsolutePath() + "' is not a folder");
    }
  }

  /** The same masks by a name that means them in any folder. */
  public static String anchored(String named) {
    if (Files.exists(Path.of(named))) {
      return Path.of(named).toAbsolutePath().toString();
    }
    int file = named.indexOf(':') + 1;
    Path given = Path.of(named.substring(file));
    return file > 0 && Files.exists(given)
        ? named.substring(0, file) + given.toAbsolutePath()
        : named;
  }

  /**
   * Those of {@link #provider}, or of a folder's maps of labels; where none is named, the images'
   * own if they have any.
   */
  public static MaskChoice masks(@Nullable String named, boolean labels, ImageSource images) {
    if (labels) {
      return MaskChoice.of(labelFiles(named));
    }
    return named == null ? MaskChoice.ownIfAny(images) : MaskChoice.of(provider(named));
  }

  /** The maps of labels in a folder, {@code DIR}, {@code files:DIR} or {@code labels:DIR}. */
  private static MaskProvider labelFiles(@Nullable String named) {
    Path folder = named == null ? null : Path.of(named.replaceFirst("^(files|labels):", ""));
    if (folder == null || !Files.isDirectory(folder)) {
      throw new InvalidInputException(
          "--mask-labels: "
              + (named == null ? "--masks is not given" : "--masks '" + named + "' is no folder")
              + "; give a folder of PNG files whose palette or grey values number regions");
    }
    return new LabelFiles(folder);
  }

  /**
   * A folder of mask files that mirror the images, or a provider by name.
   *
   * @throws InvalidInputException if it is neither
   */
  public static MaskProvider provider(String named) {
    Path folder = Path.of(named);
    if (Files.isDirectory(folder)) {
      return new MaskFiles(folder);
    }
    String name = named.replaceFirst(":.*", "");
    List<String> names = MaskProviders.names();
    if (!name.matches("files|labels") && !names.contains(NearestName.inAnyCase(name, names))) {
      throw new InvalidInputException(
          "--masks: '"
              + named
              + "' is neither a folder nor one of the mask providers "
              + names
              + NearestName.hint(name, names));
    }
    return MaskProviders.find(named);
  }
}
