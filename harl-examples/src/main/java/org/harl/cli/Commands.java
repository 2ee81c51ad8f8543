package org.harl.cli;

import java.io.PrintWriter;
import java.util.List;
import org.harl.HarlException;
import org.harl.InvalidInputException;
import picocli.CommandLine;

/** Commands that a command is made of. */
final class Commands {
  private Commands() {}

  /** What the uppermost command is. */
  interface Runner {
    /** The command, with nothing given to it yet. */
    CommandLine anew();

    /** Runs a command of harl in this process; returns its exit code. */
    int run(PrintWriter out, PrintWriter err, List<String> arguments);
  }

  /** The uppermost command. */
  static Runner of(CommandLine command) {
    return (Runner) command.getCommandSpec().root().userObject();
  }

  /**
   * Runs another command of harl in this process.
   *
   * @throws InvalidInputException if it refused what it was given; it has said why
   * @throws HarlException if it failed; it has said how
   */
  static void run(CommandLine parent, List<String> arguments) {
    int code = of(parent).run(parent.getOut(), parent.getErr(), arguments);
    if (code != 0) {
      String command = "'harl " + String.join(" ", arguments) + "'";
      throw code == 2
          ? new InvalidInputException(command + " was refused, see above")
          : new HarlException(command + " failed, see above; the same command again goes on");
    }
  }
}
