package org.harl.cli.pretrain;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVParser;
import org.harl.cli.files.Destination;
import org.harl.cli.files.Table;
import org.harl.cli.pretrain.record.RunComparison;
import org.harl.cli.pretrain.record.RunRecord;
import org.harl.cli.report.LearningCurve;
import org.harl.cli.report.Thinned;
import org.harl.error.InvalidInputException;
import org.knowm.xchart.XYChart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lays the loss curves of runs on each other. */
@Command(
    name = "compare",
    description = {
      "Lay the curves of runs on each other, and say how far their losses lie apart.",
      "A picture has the losses; a page, FILE.html, all curves, to zoom and smooth, and settings that differ."
    })
public final class CompareCommand implements Callable<Integer> {
  @Parameters(
      arity = "2..*",
      paramLabel = "RUN",
      description = "Output folders of 'harl pretrain'; the first is what the others differ from.")
  private List<Path> runs = List.of();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "A picture, PNG, or a page, .html. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("losses.png");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Destination picture = Destination.of("--output", output);
    runs.forEach(run -> picture.apartFrom("compare", run));
    picture.requireFileApart();
    picture.requireWritable();
    Map<String, double[]> losses = new LinkedHashMap<>();
    for (Path run : runs) {
      losses.put(run.normalize().toString(), losses(run.resolve(RunRecord.STEPS)));
    }
    if (losses.size() < runs.size()) {
      throw new InvalidInputException("compare: a run is named twice in " + runs);
    }
    boolean isPage = output.toString().endsWith(".html");
    RunComparison page = new RunComparison();
    if (isPage) {
      runs.forEach(run -> page.add(run.normalize().toString(), run));
    }
    PrintWriter out = spec.commandLine().getOut();
    double[] first = losses.values().iterator().next();
    losses.forEach((name, other) -> out.println(name + ": " + difference(first, other)));
    if (isPage) {
      page.write(output);
    } else {
      draw(losses);
    }
    out.println("drawn in " + output);
    out.flush();
    return 0;
  }

  private static double[] losses(Path table) throws IOException {
    if (!Files.isRegularFile(table)) {
      throw new InvalidInputException(
          "compare: no '" + table + "'; name the output folder of a run");
    }
    try (CSVParser rows = Table.parser(table)) {
      double[] losses =
          rows.stream().mapToDouble(row -> Double.parseDouble(row.get("loss"))).toArray();
      if (losses.length == 0) {
        throw new InvalidInputException("compare: '" + table + "' has no step; leave the run out");
      }
      return losses;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new InvalidInputException(
          "compare: '" + table + "' is not the table of a run: " + e.getMessage(), e);
    }
  }

  private static String difference(double[] first, double[] other) {
    int steps = Math.min(first.length, other.length);
    double largest = 0;
    int at = 0;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      double apart = Math.abs(first[i] - other[i]);
      sum += apart;
      if (apart > largest) {
        largest = apart;
        at = i;
      }
    }
    return String.format(
        Locale.ROOT,
        "%d steps, loss %.5f to %.5f; apart from the first by %.2g on average, %.2g at most (step %d)",
        other.length,
        other[0],
        other[other.length - 1],
        sum / steps,
        largest,
        at + 1);
  }

  private void draw(Map<String, double[]> losses) {
    XYChart chart = LearningCurve.chart("step");
    losses.forEach(
        (name, values) -> {
          Thinned curve = new Thinned();
          for (int i = 0; i < values.length; i++) {
            curve.add(i + 1.0, values[i]);
          }
          curve.addTo(chart, name);
        });
    LearningCurve.save(chart, output);
  }
}
