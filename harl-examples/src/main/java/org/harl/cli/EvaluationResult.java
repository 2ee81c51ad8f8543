package org.harl.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.harl.eval.Confusion;
import org.harl.train.TrainedEncoder;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/**
 * What a protocol found: printed, and written as result.json, confusion.csv and confusion.png.
 *
 * @param fields of the result, in order; numbers are shares 0..1
 * @param encoder whose features were classified
 * @param found the class of each test image
 */
record EvaluationResult(
    Map<String, Object> fields,
    Confusion confusion,
    List<String> classes,
    TrainedEncoder encoder,
    int[] found) {
  static final String FILE = "result.json";

  private static final int MOST_NAMED = 20;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * A result.
   *
   * @param encoder whose features were classified; the one of the split unless it was tuned
   * @param found the class of each test image
   */
  static EvaluationResult of(
      String protocol,
      LabelledArguments data,
      LabelledArguments.Split split,
      TrainedEncoder encoder,
      int[] found,
      Map<String, Object> more) {
    Confusion confusion = Confusion.of(split.test().labels(), found, split.classes().size());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("protocol", protocol);
    fields.put("encoder", data.encoder.name());
    fields.put("network", encoder.encoder().toString());
    fields.put("size", encoder.size());
    fields.put("train", data.train.toString());
    fields.put("test", data.test.toString());
    fields.put("trainImages", split.train().labels().length);
    fields.put("testImages", split.test().labels().length);
    fields.put("classes", split.classes().size());
    fields.put("top1", confusion.accuracy());
    fields.put("meanPerClass", confusion.meanPerClass());
    fields.putAll(more);
    return new EvaluationResult(fields, confusion, split.classes(), encoder, found);
  }

  void print(PrintWriter out) {
    fields.forEach(
        (name, value) ->
            out.printf(
                Locale.ROOT, value instanceof Double ? "%-16s %.4g%n" : "%-16s %s%n", name, value));
    out.flush();
  }

  void write(RunDirectory directory) throws IOException {
    Files.writeString(
        directory.file(FILE), JSON.writeValueAsString(fields) + System.lineSeparator());
    List<String> columns = new ArrayList<>(List.of("class"));
    columns.addAll(classes);
    try (Table table = new Table(directory.file("confusion.csv"), columns.toArray(String[]::new))) {
      for (int c = 0; c < classes.size(); c++) {
        List<Object> row = new ArrayList<>(List.of(classes.get(c)));
        for (long count : confusion.counts()[c]) {
          row.add(count);
        }
        table.row(row.toArray());
      }
    }
    ImageIO.write(chart(), "png", directory.file("confusion.png").toFile());
  }

  /** Rows are true classes, the first at the top. */
  BufferedImage chart() {
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(900)
            .height(800)
            .title("share of each class (left) that was given each class (below)")
            .build();
    chart.getStyler().setPlotContentSize(1).setLegendVisible(true);
    chart.getStyler().setXAxisLabelRotation(60);
    chart.getStyler().setAxisTicksVisible(classes.size() <= MOST_NAMED);
    int count = classes.size();
    List<Number[]> cells = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      long all = Math.max(1, Arrays.stream(confusion.counts()[c]).sum());
      for (int found = 0; found < count; found++) {
        cells.add(new Number[] {found, count - 1 - c, (double) confusion.counts()[c][found] / all});
      }
    }
    List<String> upwards = new ArrayList<>(classes);
    Collections.reverse(upwards);
    chart.addSeries("share", classes, upwards, cells);
    return BitmapEncoder.getBufferedImage(chart);
  }
}
