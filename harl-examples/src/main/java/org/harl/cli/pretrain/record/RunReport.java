package org.harl.cli.pretrain.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.harl.cli.files.HarlFolder;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.files.Table;
import org.harl.cli.report.HtmlPage;
import org.harl.cli.report.LearningCurve;
import org.harl.cli.report.Representation;
import org.harl.cli.report.Thinned;
import org.harl.cli.terminal.Environment;
import org.harl.mask.MaskChoice;
import org.harl.spi.DeviceInfo;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;

/** A run on one page: curves, sample views, the plan and where it ran. */
public final class RunReport {
  private static final String EPOCH = "epoch";
  private static final List<String> AXES = List.of("step", EPOCH, "imagesPerSecond");
  private static final List<String> RATES = List.of("learningRate", "tau");
  private static final List<String> SIGNALS = List.of("gradientNorm", "representationStd");

  private final RunDirectory directory;
  private final HtmlPage page;
  private final HtmlPage features = new HtmlPage("");

  public RunReport(RunDirectory directory, String title) {
    this.directory = directory;
    page = new HtmlPage(title);
  }

  /** Adds what the features are like. */
  public void add(Representation of, List<String> classes, MaskChoice masks) throws IOException {
    of.addTo(features, classes, masks);
  }

  /** Writes the page beside what the run wrote. */
  public void write(SampleViews views, DeviceInfo device) throws IOException {
    if (Files.exists(directory.file(RunRecord.STEPS))) {
      losses(curves(RunRecord.STEPS), views);
    } else {
      page.add("<p>No step of the run is left in " + RunRecord.STEPS + ".</p>\n");
      accuracy();
      views(views);
    }
    page.add(features);
    page.heading("Plan");
    page.table(plan());
    page.heading("Environment");
    page.table(Environment.of(device));
    page.write(directory.file(HtmlPage.REPORT));
  }

  private void views(SampleViews views) throws IOException {
    page.heading("Views as the network saw them");
    views.addTo(page);
  }

  private void losses(Map<String, Thinned> steps, SampleViews views) throws IOException {
    List<String> terms = new ArrayList<>(steps.keySet());
    terms.removeAll(AXES);
    terms.removeAll(RATES);
    terms.removeAll(SIGNALS);
    List<String> weights = terms.stream().filter(name -> name.startsWith("weight.")).toList();
    terms.removeAll(weights);
    page.heading("Loss and its terms");
    chart(steps, terms);
    accuracy();
    views(views);
    for (String name : RATES) {
      page.heading(name);
      chart(steps, List.of(name));
    }
    if (!weights.isEmpty()) {
      page.heading("Weights of the objective");
      chart(steps, weights);
    }
    for (String name : SIGNALS) {
      page.heading(name);
      chart(steps, List.of(name));
    }
  }

  private void accuracy() throws IOException {
    List<CSVRecord> rows = Table.read(directory.file(RunRecord.KNN));
    if (rows.isEmpty()) {
      return;
    }
    page.heading("kNN accuracy and feature std by epoch");
    Map<String, Thinned> curves = curves(RunRecord.KNN);
    for (String column : List.of("accuracy", "featureStd")) {
      chart(curves, List.of(column));
    }
    page.rows(rows);
  }

  /** The columns of a table over the epochs. */
  private Map<String, Thinned> curves(String table) throws IOException {
    try (CSVParser rows = Table.parser(directory.file(table))) {
      Map<String, Thinned> curves = new LinkedHashMap<>();
      rows.getHeaderNames().forEach(column -> curves.put(column, new Thinned()));
      for (CSVRecord row : rows) {
        double epoch = Double.parseDouble(row.get(EPOCH));
        curves.forEach((column, curve) -> curve.add(epoch, Double.parseDouble(row.get(column))));
      }
      return curves;
    }
  }

  private void chart(Map<String, Thinned> curves, List<String> columns) throws IOException {
    XYChart chart = LearningCurve.chart("epoch");
    chart.setTitle("");
    chart.setYAxisTitle("");
    columns.forEach(column -> curves.get(column).addTo(chart, column));
    page.picture(BitmapEncoder.getBufferedImage(chart), String.join(", ", columns));
  }

  private Map<String, String> plan() throws IOException {
    JsonNode plan = new ObjectMapper().readTree(Files.readString(directory.file(HarlFolder.PLAN)));
    Map<String, String> fields = new LinkedHashMap<>();
    plan.properties().forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    return fields;
  }
}
