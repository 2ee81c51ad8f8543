package org.harl.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.harl.cli.files.Table;
import org.harl.cli.pretrain.record.HeldOutAccuracy;
import org.harl.cli.report.LearningCurve;
import org.harl.cli.terminal.Progress;
import org.harl.embed.TrainedEncoder;
import org.harl.train.StepReport;
import org.harl.train.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Looks at the process every so many steps of a run, and evaluates the encoder now and then. */
final class SoakRecord implements TrainingListener, AutoCloseable {
  private static final int LOOKS = 100;
  private static final int EVALUATIONS = 10;

  private final HeldOutAccuracy accuracy;
  private final PrintWriter out;
  private final Table table;
  private final int epochs;
  private final Map<String, List<Double>> seen = new LinkedHashMap<>();
  private final List<Double> at = new ArrayList<>();
  private long steps;
  private @Nullable Progress progress;

  SoakRecord(Path file, int epochs, HeldOutAccuracy accuracy, PrintWriter out) throws IOException {
    this.accuracy = accuracy;
    this.out = out;
    this.epochs = epochs;
    List<String> columns = new ArrayList<>(List.of("step"));
    columns.addAll(ProcessUse.now().asMap().keySet());
    table = new Table(file, columns.toArray(String[]::new));
  }

  @Override
  public void started(long count, Supplier<TrainedEncoder> encoder) {
    steps = count;
    progress = new Progress("soak", count);
  }

  @Override
  public void stepped(StepReport report) {
    if (progress != null) {
      progress.step(report);
    }
    long every = Math.max(1, steps / LOOKS);
    if (report.step() % every == 0) {
      look(report.step());
    }
  }

  private void look(long step) {
    try {
      List<Object> row = new ArrayList<>(List.of(step));
      at.add((double) step);
      ProcessUse.now()
          .asMap()
          .forEach(
              (name, value) -> {
                row.add(value);
                seen.computeIfAbsent(name, n -> new ArrayList<>()).add((double) value);
              });
      table.row(row.toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void epochDone(Epoch epoch) {
    int done = epoch.number();
    if (done % Math.max(1, epochs / EVALUATIONS) != 0) {
      return;
    }
    try {
      double share = accuracy.of(epoch.encoder()).accuracy();
      out.printf(Locale.ROOT, "kNN accuracy after %d epochs: %.1f%%%n", done, 100 * share);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compares the medians of the second fifth of the run, when all is warm, and of the last.
   *
   * @return what grew by more than a twentieth and by more than 8, a line each
   */
  List<String> grown() {
    List<String> lines = new ArrayList<>();
    seen.forEach(
        (name, values) -> {
          int fifth = values.size() / 5;
          double early = median(values.subList(fifth, 2 * fifth));
          double late = median(values.subList(values.size() - fifth, values.size()));
          out.printf(Locale.ROOT, "%s: %.0f early, %.0f at the end%n", name, early, late);
          if (late > 1.05 * early && late > early + 8) {
            lines.add(String.format(Locale.ROOT, "%s grew from %.0f to %.0f", name, early, late));
          }
        });
    out.flush();
    return lines;
  }

  private static double median(List<Double> values) {
    double[] sorted =
        DoubleStream.of(values.stream().mapToDouble(v -> v).toArray()).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Draws memory over the steps. */
  void draw(Path file) {
    XYChart chart = LearningCurve.chart("step");
    chart.setTitle("soak");
    chart.setYAxisTitle("");
    chart.getStyler().setYAxisMin(0.0);
    seen.forEach((name, values) -> chart.addSeries(name, at, values).setMarker(SeriesMarkers.NONE));
    LearningCurve.save(chart, file);
  }

  @Override
  public void close() throws IOException {
    table.close();
    if (progress != null) {
      progress.close();
    }
  }
}
