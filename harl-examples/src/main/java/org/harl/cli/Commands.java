package org.harl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.harl.HarlException;
import org.harl.InvalidInputException;
import picocli.CommandLine;

/** Commands that a command is made of. */
final class Commands {
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
}
