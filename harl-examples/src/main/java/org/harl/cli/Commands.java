package org.harl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.harl.HarlException;
import org.harl.InvalidInputException;
import org.harl.data.TextFiles;
import picocli.CommandLine;

/** Commands that a command is made of. */
final class Commands {
  /** In a folder that a command goes on in, what it was told when it began. */
  static final String SETTINGS = "settings.txt";

  private Commands() {}

  /**
   * Runs another command of harl in this process.
   *
   * @throws InvalidInputException if it refused what it was given; it has said why
   * @throws HarlException if it failed; it has said how
   */
  static void run(CommandLine parent, List<String> arguments) {
    CommandLine line = Main.commandLine().setOut(parent.getOut()).setErr(parent.getErr());
    int code = Main.run(line, arguments.toArray(String[]::new));
    if (code != 0) {
      String command = "'harl " + String.join(" ", arguments) + "'";
      throw code == 2
          ? new InvalidInputException(command + " was refused, see above")
          : new HarlException(command + " failed, see above; the same command again goes on");
    }
  }

  /**
   * A number of the result of an evaluation that was written to this folder.
   *
   * @return NaN if there is no result yet
   */
  static double result(Path folder, String field) throws IOException {
    Path file = folder.resolve(EvaluationResult.FILE);
    if (!Files.exists(file)) {
      return Double.NaN;
    }
    JsonNode value = new ObjectMapper().readTree(file.toFile()).path(field);
    if (!value.isNumber()) {
      throw new InvalidInputException("'" + file + "' has no number '" + field + "'; delete it");
    }
    return value.asDouble();
  }

  /**
   * Keeps results apart that were made with other settings.
   *
   * @param file that remembers them
   * @throws InvalidInputException if they are others than those remembered
   */
  static void requireSame(Path file, List<String> settings) throws IOException {
    String text = String.join("\n", settings) + "\n";
    if (Files.exists(file)) {
      String kept = TextFiles.read("--output", file);
      if (kept.equals(text)) {
        return;
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
  }
}
