package org.harl.cli.terminal;

import java.io.PrintWriter;
import java.util.List;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import picocli.CommandLine;

/** Commands that a command is made of. */
public final class Commands {
  private Commands() {}

  /** What the uppermost command is. */
  public interface Runner {
    /** The command, with nothing given to it yet. */
    CommandLine anew();

    /** Runs a command of harl in this process; returns its exit code. */
    int run(PrintWriter out, PrintWriter err, List<String> arguments);
  }

  /** The uppermost command. */
  public static Runner of(CommandLine command) {
    return (Runner) command.getCommandSpec().root().userObject();
  }

  /**
   * Runs another command of harl in this process.
   *
   * @throws InvalidInputException if it refused what it was given; it has said why
   * @throws HarlException if it failed; it has said how
   */
  public static void run(CommandLine parent, List<String> arguments) {
    int code = of(parent).run(parent.getOut(), parent.getErr(), arguments);
    if (code != 0) {
      String command = "'harl " + String.join(" ", arguments) + "'";
      throw code == 2
          ? new InvalidInputException(command + " was refused, see above")
          : new HarlException(command + " failed, see above; the same command again goes on");
    }
  }
}
