package org.harl.data;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds image files. */
final class ImageFiles {
  static final List<String> EXTENSIONS =
      List.of("jpg", "jpeg", "jpe", "jfif", "png", "webp", "bmp", "tif", "tiff", "gif");

  /** How pictures end that are not read, but that somebody may take for a part of the data. */
  private static final Set<String> UNREAD =
      Set.of("heic", "heif", "avif", "jxl", "jp2", "j2k", "psd", "tga", "ppm", "pgm", "pbm", "dng");

  private static final Logger LOG = LoggerFactory.getLogger(ImageFolder.class);

  private ImageFiles() {}

  /** Paths relative to the root with forward slashes, by code point. */
  static List<String> under(Path root) throws IOException {
    List<String> names = new ArrayList<>();
    Map<String, Integer> unread = new TreeMap<>();
    visit(root, names::add, ending -> unread.merge(ending, 1, Integer::sum));
    if (!unread.isEmpty()) {
      LOG.warn("image folder '{}': pictures that are not read are left out: {}", root, unread);
    }
    names.sort(ImageFiles::compareCodePoints);
    return List.copyOf(names);
  }

  /** The same paths as they are come upon. */
  static void visit(Path root, Consumer<String> visitor) throws IOException {
    visit(root, visitor, ending -> {});
  }

  private static void visit(Path root, Consumer<String> visitor, Consumer<String> unread)
      throws IOException {
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return !folder.equals(root) && isHidden(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !isHidden(file)) {
              String ending = ending(file);
              if (EXTENSIONS.contains(ending)) {
                visitor.accept(name(root, file));
              } else if (UNREAD.contains(ending)) {
                unread.accept(ending);
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof FileSystemLoopException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
  }

  private static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  /** In lower case; empty of a name that is nothing but one. */
  private static String ending(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.indexOf('.') > 0 ? name.substring(name.lastIndexOf('.') + 1) : "";
  }

  private static String name(Path root, Path file) {
    String name =
        root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    try {
      root.resolve(name);
    } catch (InvalidPathException e) {
      throw new InvalidInputException(
          "image folder '" + root + "': '" + name + "': " + FileFaults.words(e), e);
    }
    return name;
  }

  /** Like {@code String.compareTo}, but right for characters beyond the basic plane. */
  static int compareCodePoints(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return Integer.compare(a.codePointAt(i), b.codePointAt(i));
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
