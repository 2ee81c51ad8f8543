package org.harl.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.harl.cli.ablate.AblateCommand;
import org.harl.cli.bench.BenchCommand;
import org.harl.cli.bench.SoakCommand;
import org.harl.cli.doctor.DoctorCommand;
import org.harl.cli.embed.EmbedCommand;
import org.harl.cli.embed.ExportCommand;
import org.harl.cli.embed.InfoCommand;
import org.harl.cli.evaluate.EvaluateCommand;
import org.harl.cli.masks.MasksCommand;
import org.harl.cli.options.Numbers;
import org.harl.cli.pretrain.CompareCommand;
import org.harl.cli.pretrain.PretrainCommand;
import org.harl.cli.pretrain.WatchCommand;
import org.harl.cli.search.IndexCommand;
import org.harl.cli.search.SearchCommand;
import org.harl.cli.shards.ShardsCommand;
import org.harl.cli.terminal.Commands;
import org.harl.cli.terminal.HelpPages;
import org.harl.cli.terminal.OneLine;
import org.harl.cli.terminal.Telling;
import org.harl.cli.terminal.UsageErrors;
import org.harl.cli.terminal.Version;
import org.harl.error.BackendNotFoundException;
import org.harl.error.FileFaults;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The {@code harl} command. Exit code 0: done; 2: something given cannot be used, one line on
 * standard error says what; 1: anything else.
 */
@Command(
    name = "harl",
    description = "Self-supervised pretraining of image encoders with heuristic masks.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    subcommands = {
      PretrainCommand.class,
      EvaluateCommand.class,
      AblateCommand.class,
      EmbedCommand.class,
      ExportCommand.class,
      InfoCommand.class,
      IndexCommand.class,
      SearchCommand.class,
      WatchCommand.class,
      CompareCommand.class,
      MasksCommand.class,
      ShardsCommand.class,
      MethodsCommand.class,
      BackendsCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      SoakCommand.class,
      CompletionCommand.class
    })
public final class Main implements Runnable, Commands.Root {
  @Option(
      names = "--stack-trace",
      scope = ScopeType.INHERIT,
      description = "Print where an error came from.")
  private boolean stackTrace;

  @Option(
      names = Telling.QUIET,
      scope = ScopeType.INHERIT,
      description = "Tell nothing while all goes well; warnings, errors and results are told.")
  private boolean quiet;

  @Option(
      names = Telling.LOG,
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description =
          "text, or json: progress, warnings and errors as an object a line on standard error."
              + " Default: text.")
  private Telling.Format log = Telling.Format.TEXT;

  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs the command and exits. */
  public static void main(String[] arguments) {
    int code = 1;
    System.setErr(OneLine.lines(System.err));
    try {
      ImageIO.setUseCache(false); // pictures are made in memory, not in the temporary folder
      code = run(commandLine(), arguments);
    } catch (LinkageError e) { // also of what would say so otherwise
      System.err.println(
          "harl: a class or library cannot be loaded ("
              + e
              + "): allow more open files ('ulimit -n 1024'), or build harl anew");
    }
    System.exit(code);
  }

  /** Runs the command. */
  public static int run(CommandLine commandLine, String... arguments) {
    Telling.choose(List.of(arguments)); // for what is said before it is parsed
    try {
      UsageErrors.requireText(List.of(arguments));
    } catch (InvalidInputException | InvalidPathException e) {
      OneLine.print(commandLine.getErr(), FileFaults.line(e));
      return 2;
    }
    try {
      return commandLine.execute(arguments);
    } catch (OutOfMemoryError e) {
      OneLine.print(commandLine.getErr(), e + "; give Java more, as HARL_JAVA_OPTS=-Xmx8g does");
      return 1;
    }
  }

  @Override
  public CommandLine anew() {
    return commandLine();
  }

  public static CommandLine commandLine() {
    Main main = new Main();
    CommandLine commandLine = new CommandLine(main);
    commandLine.setParameterExceptionHandler(Main::usageError);
    commandLine.setExecutionExceptionHandler((e, command, parsed) -> main.failed(e, command));
    HelpPages.shape(commandLine, Examples.ALL);
    commandLine.setExecutionStrategy(
        parsed -> {
          Telling.choose(main.quiet, main.log);
          return new RunLast().execute(parsed);
        });
    commandLine.setOverwrittenOptionsAllowed(true);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.registerConverter(Path.class, UsageErrors::path);
    commandLine.registerConverter(Numbers.class, new Numbers.Converter());
    return commandLine;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: " + spec.subcommands().keySet());
  }

  private static int usageError(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    if (e.getCause() instanceof HarlException given) { // of what an option's default is read from
      OneLine.print(command.getErr(), FileFaults.line(given));
      return given instanceof InvalidInputException ? 2 : 1;
    }
    String name = command.getCommandSpec().qualifiedName();
    OneLine.print(command.getErr(), UsageErrors.words(e) + " (see '" + name + " --help')");
    return 2;
  }

  private int failed(Throwable e, CommandLine command) {
    if (stackTrace) {
      OneLine.printTrace(command.getErr(), e);
    }
    OneLine.print(command.getErr(), FileFaults.line(e));
    boolean given =
        e instanceof InvalidInputException
            || e instanceof BackendNotFoundException
            || e instanceof InvalidPathException;
    return given ? 2 : 1;
  }
}
