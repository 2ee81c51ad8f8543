package org.harl.cli.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.harl.data.TextFiles;
import org.harl.error.InvalidInputException;

/** A folder of the results of several runs, in which the same command goes on. */
public final class StudyFolder {
  /** What the command was told when it began. */
  public static final String SETTINGS = "settings.txt";

  private StudyFolder() {}

  /** What a command makes in the folder. */
  public interface Work {
    void done() throws IOException, InterruptedException;
  }

  /**
   * Does the work and keeps results apart that were made with other settings. What is refused
   * before there is a result leaves nothing.
   *
   * @throws InvalidInputException if the folder remembers other settings, or the work is refused
   */
  public static void in(Path output, List<String> settings, Work work)
      throws IOException, InterruptedException {
    boolean there = Files.exists(output);
    boolean begun = remembered(output.resolve(SETTINGS), settings);
    try {
      work.done();
    } catch (InvalidInputException e) {
      if (!begun) {
        withdraw(output, there);
      }
      throw e;
    }
  }

  /** Whether the settings were there already. */
  private static boolean remembered(Path file, List<String> settings) throws IOException {
    String text = String.join("\n", settings) + "\n";
    if (Files.exists(file)) {
      String kept = TextFiles.read("--output", file);
      if (kept.equals(text)) {
        return true;
      }
      throw new InvalidInputException(
          "--output: '"
              + file.getParent()
              + "' holds results of other settings, "
              + kept.lines().toList()
              + "; name another folder");
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    WholeFile.write(file, text);
    return false;
  }

  /** Only empty folders and the settings go. */
  private static void withdraw(Path output, boolean there) throws IOException {
    try (Stream<Path> all = Files.walk(output)) {
      if (all.anyMatch(file -> !Files.isDirectory(file) && !file.endsWith(SETTINGS))) {
        return;
      }
    }
    Files.delete(output.resolve(SETTINGS));
    for (Path made : PartialFolder.content(output)) {
      RunDirectory.delete(made);
    }
    if (!there) {
      Files.delete(output);
    }
  }
}
