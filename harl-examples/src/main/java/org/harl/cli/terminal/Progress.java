package org.harl.cli.terminal;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.harl.train.StepReport;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a run is: a bar with the time left on a terminal, else a plain line for every
 * twentieth of the run. Goes to standard error.
 */
public final class Progress implements AutoCloseable {
  private static final int LINES = 20;

  private final String task;
  private final PrintStream err;
  private final long total;
  private final @Nullable ProgressBar bar;
  private long printed;

  /**
   * A task that begins.
   *
   * @param task what the terminal calls it
   * @param total how many parts it has
   */
  public Progress(String task, long total, PrintStream err, boolean terminal) {
    this.task = task;
    this.err = err;
    this.total = total;
    this.bar =
        terminal
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .build()
            : null;
  }

  /** Whether somebody watches. */
  public static boolean onTerminal() {
    return System.console() != null && System.getenv("TERM") != null;
  }

  /** One step is done. */
  public void step(StepReport report) {
    long done = report.step();
    String state =
        String.format(
            Locale.ROOT,
            "loss %.3f%s %.0f images/s",
            report.loss(),
            text(report.terms()),
            report.imagesPerSecond());
    if (bar != null) {
      bar.stepTo(done).setExtraMessage(" " + state);
    } else if (isLine(done)) {
      err.printf(
          Locale.ROOT, "step %d/%d  %s  %.0f s left%n", done, total, state, report.secondsLeft());
    }
  }

  /** So many parts are done; may be called from several threads. */
  public synchronized void done(int count) {
    if (bar != null) {
      bar.stepTo(Math.max(count, bar.getCurrent()));
    } else if ((long) count * LINES / total > printed && isLine(count)) {
      err.printf(Locale.ROOT, "%s %d/%d%n", task, count, total);
    }
  }

  private boolean isLine(long done) {
    long share = done * LINES / total;
    boolean isNew = share != printed;
    printed = share;
    return isNew;
  }

  private static String text(Map<String, Double> terms) {
    return terms.size() < 2
        ? ""
        : terms.entrySet().stream()
            .map(term -> String.format(Locale.ROOT, "%s %.3f", term.getKey(), term.getValue()))
            .collect(Collectors.joining(", ", " (", ")"));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
