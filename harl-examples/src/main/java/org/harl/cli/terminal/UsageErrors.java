package org.harl.cli.terminal;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.harl.error.NearestName;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ITypeInfo;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person is told of a command line that cannot be used. */
public final class UsageErrors {
  /** As picocli says it. */
  private static final Pattern ENUMERATION =
      Pattern.compile(
          "expected one of \\[.*] \\(case-insensitive\\) but was '(.*)'", Pattern.DOTALL);

  private UsageErrors() {}

  /** A path as it was given, for {@link ITypeConverter}. */
  public static Path path(String given) {
    if (given.isEmpty()) {
      throw new TypeConversionException("it is empty; name a path");
    }
    try {
      return Path.of(given);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'" + given + "': " + FileFaults.words(e));
    }
  }

  /**
   * Refuses names that Java cannot find again because their bytes are no text, in whatever option.
   *
   * @throws InvalidInputException naming the option
   */
  public static void requireText(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      boolean joined = argument.startsWith("--") && argument.indexOf('=') > 0;
      String value = argument.substring(joined ? argument.indexOf('=') + 1 : 0);
      String option = joined ? argument.substring(0, argument.indexOf('=')) : before(arguments, i);
      String fault = FileFaults.missing(value, "");
      if (!fault.isEmpty() && !isThere(value) && !isThere(value.replaceFirst("^[^:]*:", ""))) {
        throw new InvalidInputException(
            (option.isEmpty() ? "" : option + ": ") + "'" + value + "': " + fault);
      }
    }
  }

  private static String before(List<String> arguments, int at) {
    return at > 0 && arguments.get(at - 1).startsWith("--") ? arguments.get(at - 1) : "";
  }

  private static boolean isThere(String name) {
    try {
      return Files.exists(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** What is wrong with it, in one sentence. */
  public static String words(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(e.getCommandLine(), unmatched.getUnmatched().get(0));
    }
    if (e instanceof MissingParameterException missing && !e.getMessage().contains(" for option")) {
      // an option that is misspelt is missing under its own name, too
      List<String> given = e.getCommandLine().getUnmatchedArguments();
      return given.isEmpty() ? missing(missing) : unmatched(e.getCommandLine(), given.get(0));
    }
    ArgSpec argument = e.getArgSpec();
    Matcher enumeration = ENUMERATION.matcher(e.getMessage());
    if (argument != null && enumeration.find()) {
      String value = enumeration.group(1);
      List<String> names = constants(argument);
      String option = argument instanceof OptionSpec named ? named.longestName() : "value";
      return "%s: '%s' is none of %s%s"
          .formatted(option, value, names, NearestName.hint(value, names));
    }
    return e.getMessage();
  }

  private static String missing(MissingParameterException e) {
    List<ArgSpec> missing = e.getMissing();
    boolean several = missing.get(0).arity().min() > 1;
    String names =
        missing.stream()
            .map(
                argument ->
                    argument instanceof OptionSpec option
                        ? option.longestName() + " " + option.paramLabel()
                        : argument.paramLabel())
            .collect(Collectors.joining("', '", "'", "'"));
    return several
        ? "two or more of " + names + " are missing, name them"
        : names + (missing.size() > 1 ? " are missing" : " is missing");
  }

  private static String unmatched(CommandLine line, String given) {
    CommandSpec command = line.getCommandSpec();
    if (given.startsWith("-")) {
      String option = given.replaceFirst("=.*", "");
      List<String> names = command.options().stream().map(OptionSpec::longestName).toList();
      return "there is no option '" + option + "'" + NearestName.hint(option, names);
    }
    Set<String> commands = command.subcommands().keySet();
    return commands.isEmpty()
        ? "'"
            + given
            + "' belongs to no option"
            + (given.endsWith(".tar") ? "; put a pattern of shards in quotes" : "")
        : "'%s' is none of the commands %s%s"
            .formatted(given, commands, NearestName.hint(given, commands));
  }

  private static ITypeInfo kind(ArgSpec argument) {
    return argument.typeInfo().getAuxiliaryTypeInfos().get(0);
  }

  /** The names of an option's values as the help has them; none unless they are an enum's. */
  public static List<String> constants(ArgSpec argument) {
    ITypeInfo kind = kind(argument);
    return kind.isEnum()
        ? kind.getEnumConstantNames().stream().map(n -> n.toLowerCase(Locale.ROOT)).toList()
        : List.of();
  }
}
