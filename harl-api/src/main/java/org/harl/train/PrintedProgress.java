package org.harl.train;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.harl.embed.TrainedEncoder;

/** Prints how far a run is, in lines for people; the last step has one, whatever the time. */
final class PrintedProgress implements TrainingListener {
  private final PrintStream out;
  private final LongSupplier nanoTime;
  private final long between;
  private long printed;
  private int steps;
  private double secondsAnImage;

  /**
   * @param nanoTime a clock as {@link System#nanoTime}
   * @param between the least time between two lines about steps
   */
  PrintedProgress(PrintStream out, LongSupplier nanoTime, Duration between) {
    this.out = out;
    this.nanoTime = nanoTime;
    this.between = between.toNanos();
  }

  @Override
  public void resumed(long step) {
    line("goes on after step %d", step);
  }

  @Override
  public void started(long count, Supplier<TrainedEncoder> encoder) {
    line("starts; %d is the last step", count);
    printed = nanoTime.getAsLong();
  }

  @Override
  public void stepped(StepReport report) {
    steps++;
    secondsAnImage += 1 / report.imagesPerSecond();
    long now = nanoTime.getAsLong();
    boolean isLast = report.step() == report.steps();
    if (isLast || now - printed >= between) {
      line("step %d/%d  %s", report.step(), report.steps(), String.join("  ", words(report)));
      printed = now;
      steps = 0;
      secondsAnImage = 0;
    }
  }

  @Override
  public void measured(String what, int epoch, double share) {
    line("epoch %d  %s %.1f%%", epoch, what, 100 * share);
  }

  @Override
  public void collapsed(StepReport report) {
    line(
        "step %d, the features have collapsed: they spread by %.2g only; lower the learning rate,"
            + " or raise tau or the batch",
        report.step(), report.representationStd());
  }

  @Override
  public void ended(List<String> advice) {
    line("is over");
    advice.forEach(sentence -> line("%s", sentence));
  }

  /** Those of the report, with the rate of all steps since the line before. */
  private List<String> words(StepReport report) {
    return new StepReport(
            report.step(),
            report.steps(),
            report.epoch(),
            report.loss(),
            report.terms(),
            report.weights(),
            report.gradientNorm(),
            report.representationStd(),
            report.learningRate(),
            report.tau(),
            steps / secondsAnImage,
            report.secondsLeft())
        .words();
  }

  private void line(String format, Object... values) {
    out.println("pretraining: " + String.format(Locale.ROOT, format, values));
  }
}
