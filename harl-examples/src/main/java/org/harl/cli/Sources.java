package org.harl.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import org.harl.InvalidInputException;
import org.harl.data.ImageFolder;
import org.harl.data.ImageSource;
import org.harl.mask.MaskProvider;
import org.jspecify.annotations.Nullable;

/** Images and masks as they are named on the command line. */
final class Sources {
  private Sources() {}

  /** The images of a folder. */
  static ImageSource folder(String option, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          option + ": '" + folder.toAbsolutePath() + "' is not a folder");
    }
    return ImageFolder.of(folder);
  }

  /**
   * A folder of mask files that mirror the images, or a provider by name; null where none is named.
   *
   * @throws InvalidInputException if it is neither
   */
  static @Nullable MaskProvider masks(@Nullable String named) {
    if (named == null) {
      return null;
    }
    List<MaskProvider> found =
        StreamSupport.stream(ServiceLoader.load(MaskProvider.class).spliterator(), false).toList();
    for (MaskProvider provider : found) {
      if (provider.name().equals(named)) {
        return provider;
      }
    }
    Path folder = Path.of(named);
    if (Files.isDirectory(folder)) {
      return new MaskFolder(folder);
    }
    throw new InvalidInputException(
        "--masks: '"
            + named
            + "' is neither a folder nor one of the mask providers "
            + found.stream().map(MaskProvider::name).toList());
  }
}
