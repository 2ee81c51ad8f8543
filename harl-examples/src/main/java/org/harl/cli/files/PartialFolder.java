package org.harl.cli.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.harl.data.OutputFolders;

/**
 * Where an output folder is filled until all is in it: as {@code NAME.partial} beside it, which
 * then gets its name; or as {@code .partial} in it where it cannot be replaced, because something
 * is mounted there or the folder that holds it may not be written.
 */
public final class PartialFolder {
  private static final String SUFFIX = ".partial";

  /** What does not count as content: the partial form, and what a file system of its own has. */
  private static final Set<String> NO_CONTENT = Set.of(SUFFIX, "lost+found");

  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

  /** A path in that file has spaces and backslashes as three octal digits. */
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

  private PartialFolder() {}

  /** The partial form of a folder, through all links. */
  public static Path of(Path directory) {
    Path target = OutputFolders.real(directory);
    return isInside(target)
        ? target.resolve(SUFFIX)
        : target.resolveSibling(target.getFileName() + SUFFIX);
  }

  private static boolean isInside(Path target) {
    Path parent = target.getParent();
    return parent == null
        || Files.isDirectory(target.resolve(SUFFIX))
        || (Files.isDirectory(target) && (isMountPoint(target) || !Files.isWritable(parent)));
  }

  /** Whether something is mounted on an existing folder that is named by its real path. */
  static boolean isMountPoint(Path folder) {
    try {
      Path parent = folder.getParent();
      return parent == null
          || !Files.getFileStore(folder).equals(Files.getFileStore(parent))
          || (Files.exists(MOUNTS) && mounts().contains(folder.toString()));
    } catch (IOException e) {
      return false; // what cannot be looked at is treated as any folder
    }
  }

  private static List<String> mounts() throws IOException {
    String lines = new String(Files.readAllBytes(MOUNTS), StandardCharsets.UTF_8);
    return lines
        .lines()
        .map(line -> line.split(" ", 6))
        .filter(fields -> fields.length > 4)
        .map(fields -> unescaped(fields[4]))
        .toList();
  }

  private static String unescaped(String path) {
    return ESCAPE
        .matcher(path)
        .replaceAll(code -> String.valueOf((char) Integer.parseInt(code.group(1), 8)));
  }

  /** What is in a folder, but for its partial form. */
  static List<Path> content(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(PartialFolder::isContent).toList();
    }
  }

  /** Whether something in an output folder belongs to what is there under its name. */
  static boolean isContent(Path entry) {
    return !NO_CONTENT.contains(String.valueOf(entry.getFileName()));
  }

  /** Gives what is in a partial form its place; what was there before goes. */
  static void publish(Path partial, Path target) throws IOException {
    if (!partial.startsWith(target)) {
      RunDirectory.delete(target);
      Files.move(partial, target);
      return;
    }
    for (Path old : content(target)) {
      RunDirectory.delete(old);
    }
    for (Path entry : content(partial)) {
      Files.move(entry, target.resolve(entry.getFileName()));
    }
    Files.delete(partial);
  }
}
