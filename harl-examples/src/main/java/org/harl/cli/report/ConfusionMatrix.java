package org.harl.cli.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.files.Table;
import org.harl.cli.files.WholeFile;
import org.harl.eval.Confusion;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** A confusion matrix as a table and as a picture. */
public record ConfusionMatrix(Confusion confusion, List<String> classes) {
  private static final String PICTURE = "confusion.png";
  private static final int MOST_NAMED = 20;

  /** Writes confusion.csv and confusion.png. */
  public void write(RunDirectory directory) throws IOException {
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
    Illustration.make(PICTURE, () -> WholeFile.write(directory.file(PICTURE), chart()));
  }

  /** Rows are true classes, the first at the top. */
  public BufferedImage chart() {
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
