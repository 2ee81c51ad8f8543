package org.harl.cli.pretrain;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.harl.cli.files.PartialFolder;
import org.harl.cli.report.HtmlPage;
import org.harl.cli.terminal.Desktop;
import org.harl.error.InvalidInputException;
import org.harl.train.StepReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the page of a run, whether it goes on or is over. */
@Command(
    name = "watch",
    description = {
      "Say where the page of a run is, and open it in a browser where there is a desktop.",
      "That of a run which goes on loads itself anew until it is over."
    })
public final class WatchCommand implements Callable<Integer> {
  private static final double SECOND = 1e3;

  @Parameters(
      paramLabel = "RUN",
      description = "The --output of 'harl pretrain', of a run that goes on, broke off or is over.")
  private Path run = Path.of("");

  @Option(names = "--no-browser", description = "Say where the page is, and no more.")
  private boolean silent;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path going = PartialFolder.of(run).resolve(HtmlPage.REPORT);
    Path over = run.toAbsolutePath().normalize().resolve(HtmlPage.REPORT);
    boolean isPartial = Files.isRegularFile(going);
    Path page = isPartial ? going : over;
    if (!Files.isRegularFile(page)) {
      throw new InvalidInputException(
          "watch: neither '%s' nor '%s' is there; name the --output of a run of 'harl pretrain' that has begun"
              .formatted(over, going));
    }
    boolean goesOn = HtmlPage.isReloaded(page);
    String state = goesOn ? "the run goes on" : isPartial ? "the run broke off" : "the run is over";
    double age = (System.currentTimeMillis() - Files.getLastModifiedTime(page).toMillis()) / SECOND;
    PrintWriter out = spec.commandLine().getOut();
    out.println("%s, its page is of %s ago: %s".formatted(state, StepReport.time(age), page));
    if (!silent && Desktop.open(page)) {
      out.println("opened in your browser");
    }
    out.flush();
    return 0;
  }
}
