package org.harl.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.harl.cli.ablate.AblateCommand;
import org.harl.cli.bench.BenchCommand;
import org.harl.cli.bench.SoakCommand;
import org.harl.cli.doctor.DoctorCommand;
import org.harl.cli.embed.EmbedCommand;
import org.harl.cli.embed.ExportCommand;
import org.harl.cli.evaluate.EvaluateCommand;
import org.harl.cli.masks.MasksCommand;
import org.harl.cli.pretrain.CompareCommand;
import org.harl.cli.pretrain.PlanFile;
import org.harl.cli.pretrain.PretrainCommand;
import org.harl.cli.terminal.Commands;
import org.harl.cli.terminal.UsageErrors;
import org.harl.cli.terminal.Version;
import org.harl.error.BackendNotFoundException;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
      CompareCommand.class,
      MasksCommand.class,
      BackendsCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      SoakCommand.class
    })
public final class Main implements Runnable, Commands.Runner {
  @Option(
      names = "--stack-trace",
      scope = ScopeType.INHERIT,
      description = "Print where an error came from.")
  private boolean stackTrace;

  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs the command and exits. */
  public static void main(String[] arguments) {
    int code = 1;
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

  /** Runs the command; {@code --plan FILE} counts as the options in the file. */
  public static int run(CommandLine commandLine, String... arguments) {
    List<String> expanded = List.of(arguments);
    if (!expanded.isEmpty() && expanded.get(0).equals("pretrain")) {
      CommandLine pretrain = commandLine.getSubcommands().get("pretrain");
      try {
        expanded = new ArrayList<>(List.of("pretrain"));
        List<String> given = PlanFile.resumed(List.of(arguments).subList(1, arguments.length));
        expanded.addAll(PlanFile.expand(given, PlanFile.options(pretrain.getCommandSpec())));
      } catch (InvalidInputException | InvalidPathException e) {
        line(commandLine.getErr(), FileFaults.line(e));
        return 2;
      }
    }
    try {
      return commandLine.execute(expanded.toArray(String[]::new));
    } catch (OutOfMemoryError e) {
      line(commandLine.getErr(), e + "; give Java more, as HARL_JAVA_OPTS=-Xmx8g does");
      return 1;
    }
  }

  @Override
  public CommandLine anew() {
    return commandLine();
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, List<String> arguments) {
    return run(commandLine().setOut(out).setErr(err), arguments.toArray(String[]::new));
  }

  public static CommandLine commandLine() {
    Main main = new Main();
    CommandLine commandLine = new CommandLine(main);
    commandLine.setParameterExceptionHandler(Main::usageError);
    commandLine.setExecutionExceptionHandler((e, command, parsed) -> main.failed(e, command));
    commandLine.setOverwrittenOptionsAllowed(true);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.registerConverter(Path.class, UsageErrors::path);
    return commandLine;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: " + spec.subcommands().keySet());
  }

  private static int usageError(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    line(command.getErr(), UsageErrors.words(e) + " (see '" + name + " --help')");
    return 2;
  }

  private int failed(Throwable e, CommandLine command) {
    if (stackTrace) {
      e.printStackTrace(command.getErr());
    }
    line(command.getErr(), FileFaults.line(e));
    boolean given =
        e instanceof InvalidInputException
            || e instanceof BackendNotFoundException
            || e instanceof InvalidPathException;
    return given ? 2 : 1;
  }

  private static void line(PrintWriter err, String message) {
    err.println("harl: " + message.replaceAll("\\s*\\R\\s*", "; "));
    err.flush();
  }
}
