package org.harl.data.shards;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.harl.data.ImageFolder;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;

/** Which archives a path means: one, those of a folder, or those that a pattern matches. */
final class ShardFiles {
  private static final Pattern WILD = Pattern.compile("[*?\\[{]");

  private ShardFiles() {}

  /** Whether shards are meant, rather than a folder of images. */
  static boolean areMeant(Path named) {
    if (Files.isDirectory(named)) {
      return isFolderOfShards(named);
    }
    return Files.isRegularFile(named) || isPattern(named);
  }

  /** One with tar archives in it, and neither images nor folders beside them. */
  private static boolean isFolderOfShards(Path folder) {
    boolean found = false;
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : (Iterable<Path>) entries.filter(e -> !isHidden(e))::iterator) {
        String name = entry.getFileName().toString().toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (Files.isDirectory(entry) || ImageFolder.EXTENSIONS.contains(ending)) {
          return false;
        }
        found |= ending.equals("tar");
      }
      return found;
    } catch (IOException e) {
      return false; // who reads it says so
    }
  }

  private static boolean isHidden(Path entry) {
    return entry.getFileName().toString().startsWith(".");
  }

  /** One of archives; a folder that is not there may have such characters in its name, too. */
  private static boolean isPattern(Path named) {
    return isWild(named) && named.toString().toLowerCase(Locale.ROOT).endsWith(".tar");
  }

  private static boolean isWild(Path named) {
    return WILD.matcher(named.toString()).find();
  }

  /** The folder that a pattern starts from, or else the path. */
  static Path place(Path named) {
    Path place = named.toAbsolutePath();
    while (isWild(place) && !Files.exists(place)) {
      place = place.getParent();
    }
    return place;
  }

  /**
   * The archives, in the order of their paths.
   *
   * @throws InvalidInputException if there are none
   */
  static List<Path> of(Path named) {
    if (Files.isRegularFile(named)) {
      return List.of(named);
    }
    boolean folder = Files.isDirectory(named);
    if (!folder && !isPattern(named)) {
      throw fault(named, "is not there; looked in '" + named.toAbsolutePath().getParent() + "'");
    }
    List<Path> files =
        folder ? matching(named, named.resolve("*.tar")) : matching(place(named), named);
    if (files.isEmpty()) {
      throw fault(
          named,
          folder
              ? "holds no file that ends in .tar"
              : "matches no file; looked in '" + place(named) + "'");
    }
    return files;
  }

  private static List<Path> matching(Path folder, Path pattern) {
    Path whole = pattern.toAbsolutePath().normalize();
    Path from = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(from)) {
      return List.of();
    }
    Path below = from.relativize(whole);
    int depth = below.toString().contains("**") ? Integer.MAX_VALUE : below.getNameCount();
    try (Stream<Path> found =
        Files.find(
            from,
            depth,
            (path, attributes) -> attributes.isRegularFile(),
            FileVisitOption.FOLLOW_LINKS)) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + below);
      return found
          .filter(path -> !isHidden(path) && matcher.matches(from.relativize(path)))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (PatternSyntaxException e) {
      throw fault(pattern, "is no pattern: " + e.getDescription());
    } catch (IOException | java.io.UncheckedIOException e) {
      throw fault(folder, "cannot be listed: " + FileFaults.words(e));
    }
  }

  private static InvalidInputException fault(Path named, String what) {
    return new InvalidInputException("shards: '" + named + "' " + what);
  }
}
