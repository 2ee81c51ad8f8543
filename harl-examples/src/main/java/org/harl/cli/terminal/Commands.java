package org.harl.cli.terminal;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Commands that a command is made of. */
public final class Commands {
  private Commands() {}

  /** What the uppermost command is. */
  public interface Root {
    /** The command, with nothing given to it yet. */
    CommandLine anew();
  }

  /**
   * A command of harl with what a user gave to it, not run yet.
   *
   * @param of any command of the same root
   * @param type of the command
   * @param arguments its names, then its options
   * @throws CommandLine.ParameterException if they are none of its options
   */
  public static <T> T parsed(CommandLine of, Class<T> type, List<String> arguments) {
    Root root = (Root) of.getCommandSpec().root().userObject();
    ParseResult parsed = root.anew().parseArgs(arguments.toArray(String[]::new));
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return type.cast(parsed.commandSpec().userObject());
  }
}
