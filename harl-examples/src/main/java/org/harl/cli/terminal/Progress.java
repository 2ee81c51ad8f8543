package org.harl.cli.terminal;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.harl.train.StepReport;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a task is, as {@link Telling} has chosen: a bar on a terminal, else a line for
 * every twentieth of the task, in words or as JSON, or nothing.
 */
public final class Progress implements AutoCloseable {
  private static final int LINES = 20;

  /** Puts the cursor at the line's begin and empties the line. */
  private static final String ANEW = "\r\u001b[K";

  private final String task;
  private final PrintStream err;
  private final Telling telling;
  private final long total;
  private final long begun = System.nanoTime();
  private final @Nullable ProgressBar bar;
  private long printed;

  /**
   * A task that begins.
   *
   * @param task what it is called
   * @param total how many parts it has, at least 1
   */
  public Progress(String task, long total) {
    this(task, total, System.err, Telling.chosen());
  }

  Progress(String task, long total, PrintStream err, Telling telling) {
    this.task = task;
    this.err = err;
    this.telling = telling;
    this.total = total;
    bar =
        telling == Telling.BAR
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setRenderer(new BarLine())
                .setUpdateIntervalMillis(250)
                .build()
            : null;
  }

  /** One step is done. */
  public void step(StepReport report) {
    long done = report.step();
    if (bar != null) {
      bar.stepTo(done).setExtraMessage(String.join(BarLine.TAB, report.words()));
    } else if (isLine(done)) {
      say(
          "step",
          fields(report),
          String.format(Locale.ROOT, "step %d/%d  ", done, total)
              + String.join("  ", report.words()));
    }
  }

  private static Map<String, Object> fields(StepReport report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("step", report.step());
    fields.put("steps", report.steps());
    fields.put("epoch", report.epoch());
    fields.put("loss", report.loss());
    fields.put("terms", report.terms());
    fields.put("learningRate", report.learningRate());
    fields.put("spread", report.representationStd());
    fields.put("imagesPerSecond", report.imagesPerSecond());
    fields.put("secondsLeft", report.secondsLeft());
    return fields;
  }

  /** So many parts are done; may be called from several threads. */
  public synchronized void done(int count) {
    double taken = (System.nanoTime() - begun) / 1e9;
    String left = count == 0 ? "" : StepReport.time(taken / count * (total - count)) + " left";
    if (bar != null) {
      bar.stepTo(Math.max(count, bar.getCurrent()));
      bar.setExtraMessage(count + "/" + total + BarLine.TAB + left);
    } else if ((long) count * LINES / total > printed && isLine(count)) {
      say(
          "progress",
          Map.of("task", task, "done", count, "total", total),
          String.format(Locale.ROOT, "%s %d/%d", task, count, total));
    }
  }

  /**
   * Something that came about on the way; the bar goes on below it.
   *
   * @param event its name, where a program reads
   * @param fields its numbers, where a program reads
   * @param words the same where a person reads
   */
  public void say(String event, Map<String, ?> fields, String words) {
    say(err, telling, event, fields, words);
  }

  private static void say(
      PrintStream err, Telling telling, String event, Map<String, ?> fields, String words) {
    switch (telling) {
      case BAR -> err.print(ANEW + OneLine.of(words) + System.lineSeparator());
      case LINES -> err.println(words);
      case JSON -> err.println(Telling.json(event, fields));
      case NOTHING -> {}
    }
    err.flush();
  }

  /** The last part of a task, which has no steps, begins. */
  public static void phase(String name) {
    say(System.err, Telling.chosen(), "phase", Map.of("name", name), name + " ...");
  }

  private boolean isLine(long done) {
    long share = done * LINES / total;
    boolean isNew = share != printed;
    printed = share;
    return isNew;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
