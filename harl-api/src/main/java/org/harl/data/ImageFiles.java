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
import java.util.function.Consumer;
import org.harl.InvalidInputException;
import org.harl.spi.FileFaults;

/** Finds image files. */
final class ImageFiles {
  static final List<String> EXTENSIONS = List.of("jpg", "jpeg", "png", "webp", "bmp");

  private ImageFiles() {}

  /** Paths relative to the root with forward slashes, by code point. */
  static List<String> under(Path root) throws IOException {
    List<String> names = new ArrayList<>();
    visit(root, names::add);
    names.sort(ImageFiles::compareCodePoints);
    return List.copyOf(names);
  }

  /** The same paths as they are come upon. */
  static void visit(Path root, Consumer<String> visitor) throws IOException {
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
            if (attributes.isRegularFile() && !isHidden(file) && isImage(file)) {
              visitor.accept(name(root, file));
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

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1)) && name.indexOf('.') > 0;
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
