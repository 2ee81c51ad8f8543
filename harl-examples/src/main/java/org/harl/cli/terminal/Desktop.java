package org.harl.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The desktop that a person sits at, if there is one: Java's own is not there when headless. */
public final class Desktop {
  private Desktop() {}

  /**
   * Opens a file as a double click does.
   *
   * @return whether there is a desktop that was asked to
   */
  public static boolean open(Path file) {
    Optional<List<String>> command =
        opener(System.getProperty("os.name"), System.getenv(), file.toAbsolutePath());
    try {
      if (command.isPresent()) {
        new ProcessBuilder(command.get())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
      }
      return command.isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * What opens a file.
   *
   * @param system its name, as {@code os.name} has it
   */
  static Optional<List<String>> opener(String system, Map<String, String> environment, Path file) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return Optional.of(List.of("cmd", "/c", "start", "\"\"", file.toString()));
    }
    boolean isMac = name.startsWith("mac");
    if (!isMac
        && !environment.containsKey("DISPLAY")
        && !environment.containsKey("WAYLAND_DISPLAY")) {
      return Optional.empty();
    }
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, isMac ? "open" : "xdg-open"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(command -> List.of(command.toString(), file.toString()));
  }
}
