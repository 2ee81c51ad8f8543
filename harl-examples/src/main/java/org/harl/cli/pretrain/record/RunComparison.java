package org.harl.cli.pretrain.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harl.cli.files.HarlFolder;
import org.harl.cli.files.JsonFaults;
import org.harl.cli.report.Chart;
import org.harl.cli.report.HtmlPage;
import org.harl.cli.report.Thinned;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;

/** Runs on one page: their curves on each other, and where their settings differ. */
public final class RunComparison {
  private static final String NONE = "-";

  private final Map<String, Run> runs = new LinkedHashMap<>();

  private record Run(RunCurves curves, RunSummary summary, Map<String, String> settings) {}

  /**
   * Adds a run.
   *
   * @throws InvalidInputException if its tables or its plan cannot be read
   */
  public void add(String name, Path folder) {
    try {
      RunCurves curves = RunCurves.of(folder);
      Path file = folder.resolve(HarlFolder.PLAN);
      ObjectMapper mapper = new ObjectMapper();
      JsonNode plan =
          Files.exists(file) ? mapper.readTree(file.toFile()) : mapper.createObjectNode();
      Map<String, String> settings = new LinkedHashMap<>();
      plan.properties().forEach(field -> settings.put(field.getKey(), field.getValue().asText()));
      RunSummary.Subject nothing = new RunSummary.Subject(0, "");
      RunSummary summary = new RunSummary(plan, nothing, curves, RunCurves.measurements(folder));
      runs.put(name, new Run(curves, summary, settings));
    } catch (JsonProcessingException e) {
      throw fault(folder, "'" + HarlFolder.PLAN + "' is not JSON: " + JsonFaults.words(e), e);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw fault(folder, FileFaults.words(e), e);
    }
  }

  private static InvalidInputException fault(Path folder, String words, Exception cause) {
    return new InvalidInputException(
        "compare: '" + folder + "' is not the folder of a run: " + words, cause);
  }

  /** Writes the page in one move. */
  public void write(Path file) {
    HtmlPage page = new HtmlPage("harl compare");
    List<List<String>> rows = new ArrayList<>();
    runs.forEach(
        (name, run) -> rows.add(List.of(name, run.summary.length(), run.summary.accuracy())));
    page.rows(List.of("run", "length", "kNN accuracy"), rows);
    page.heading("Curves");
    page.charts(charts());
    page.heading("Settings that differ");
    settings(page);
    page.write(file);
  }

  private List<Chart> charts() {
    Set<String> columns = new LinkedHashSet<>();
    runs.values().forEach(run -> columns.addAll(run.curves.all().keySet()));
    List<Chart> charts = new ArrayList<>();
    for (String column : columns) {
      Map<String, Thinned> curves = new LinkedHashMap<>();
      runs.forEach(
          (name, run) -> {
            Thinned curve = run.curves.all().get(column);
            if (curve != null && !curve.isBlank()) {
              curves.put(name, curve);
            }
          });
      if (RunCurves.isShown(column) && differ(curves)) {
        charts.add(RunCurves.chart(column, curves));
      }
    }
    return charts;
  }

  /** Whether there is more to see than one level line. */
  private static boolean differ(Map<String, Thinned> curves) {
    return !curves.isEmpty()
        && (curves.values().stream().anyMatch(curve -> curve.constant().isEmpty())
            || curves.values().stream().map(Thinned::constant).distinct().count() > 1);
  }

  private void settings(HtmlPage page) {
    Set<String> keys = new LinkedHashSet<>();
    runs.values().forEach(run -> keys.addAll(run.settings.keySet()));
    List<List<String>> rows = new ArrayList<>();
    for (String key : keys) {
      List<String> values =
          runs.values().stream().map(run -> run.settings.getOrDefault(key, NONE)).toList();
      if (values.stream().distinct().count() > 1) {
        List<String> row = new ArrayList<>(List.of(key));
        row.addAll(values);
        rows.add(row);
      }
    }
    if (rows.isEmpty()) {
      page.add("<p>None: their plans are the same.</p>\n");
      return;
    }
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(runs.keySet());
    page.rows(head, rows);
  }
}
