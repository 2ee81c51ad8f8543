package org.harl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.harl.model.StateDict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run leaves: its tables, its curve, its encoder; and what it shows on the way. */
final class RunRecord implements TrainingRun.Listener, AutoCloseable {
  /** The table of steps; it exists from the first step on. */
  static final String STEPS = "steps.csv";

  private static final Logger LOG = LoggerFactory.getLogger(RunRecord.class);
  private static final List<String> SIGNALS = List.of("loss", "gradientNorm", "representationStd");
  private static final String ENCODER = "online.encoder.";

  private final RunDirectory directory;
  private final HeldOutAccuracy accuracy;
  private final int every;
  private final Progress progress;
  private final PrintWriter out;
  private final Table knn;
  private final LearningCurve curve = new LearningCurve();
  private @Nullable Table steps;
  private double before = Double.NaN;
  private double epochs;

  RunRecord(
      RunDirectory directory, HeldOutAccuracy accuracy, int every, long steps, PrintWriter out)
      throws IOException {
    this.directory = directory;
    this.accuracy = accuracy;
    this.every = every;
    this.out = out;
    knn = new Table(directory.file("knn.csv"), "epoch", "accuracy");
    progress = new Progress(steps, System.err, Progress.onTerminal());
  }

  /** Measures the encoder before the first step. */
  void untrained(StateDict variables) throws IOException {
    before = measure(0, variables);
    if (!Double.isNaN(before)) {
      say("kNN accuracy of the untrained encoder: %.1f%%", 100 * before);
    }
  }

  @Override
  public void step(TrainingRun.Step step) {
    Map<String, Double> terms = new LinkedHashMap<>(step.outputs());
    SIGNALS.forEach(terms::remove);
    double loss = step.outputs().getOrDefault("loss", Double.NaN);
    progress.step(loss, terms, step.imagesPerSecond());
    curve.loss(step.epoch(), loss);
    row(step);
  }

  private void row(TrainingRun.Step step) {
    List<String> names = List.copyOf(step.outputs().keySet());
    try {
      if (steps == null) {
        String head = "step,epoch," + String.join(",", names) + ",learningRate,tau,imagesPerSecond";
        steps = new Table(directory.file(STEPS), head.split(","));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Object[] values = new Object[names.size() + 5];
    values[0] = step.number();
    values[1] = step.epoch();
    for (int i = 0; i < names.size(); i++) {
      values[i + 2] = step.outputs().get(names.get(i));
    }
    values[names.size() + 2] = step.learningRate();
    values[names.size() + 3] = step.tau();
    values[names.size() + 4] = JsonLine.rounded(step.imagesPerSecond(), 1);
    steps.row(values);
  }

  @Override
  public void epoch(int done, StateDict variables) throws IOException {
    epochs = done;
    if (every > 0 && done % every == 0) {
      measure(done, variables);
    }
  }

  /** Measures the trained encoder and writes it. */
  void finish(StateDict variables) throws IOException {
    progress.close();
    double after = measure(epochs, variables);
    accuracy.saved(variables.under(ENCODER)).write(directory.file("encoder.safetensors"));
    try {
      curve.write(directory.file("curve.png"));
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.warn("curve.png is left out: it cannot be drawn on this machine (fonts?): {}", e, e);
    }
    if (!Double.isNaN(after)) {
      say("kNN accuracy: %.1f%% untrained, %.1f%% trained", 100 * before, 100 * after);
    }
  }

  private double measure(double epoch, StateDict variables) throws IOException {
    double share = accuracy.of(variables.under(ENCODER));
    if (!Double.isNaN(share)) {
      knn.row(epoch, share);
      curve.accuracy(epoch, share);
    }
    return share;
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    progress.close();
    knn.close();
    if (steps != null) {
      steps.close();
    }
  }
}
