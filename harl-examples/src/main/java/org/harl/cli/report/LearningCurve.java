package org.harl.cli.report;

import java.nio.file.Path;
import org.harl.cli.files.WholeFile;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/** Loss and kNN accuracy over the epochs of a run, drawn as a PNG of 900 x 500 pixels. */
public final class LearningCurve {
  private final Thinned losses = new Thinned();
  private final Thinned accuracies = new Thinned();

  public void loss(double epoch, double loss) {
    losses.add(epoch, loss);
  }

  public void accuracy(double epoch, double accuracy) {
    accuracies.add(epoch, 100 * accuracy);
  }

  public void write(Path file) {
    XYChart chart = chart("epoch");
    losses.addTo(chart, "loss");
    if (!accuracies.isEmpty()) {
      accuracies.addTo(chart, "kNN accuracy, %").setYAxisGroup(1);
      chart.setYAxisGroupTitle(1, "kNN accuracy, %");
      chart.getStyler().setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
    }
    save(chart, file);
  }

  /** An empty chart of losses. */
  public static XYChart chart(String xAxis) {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(500)
            .title("pretraining")
            .xAxisTitle(xAxis)
            .yAxisTitle("loss")
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    return chart;
  }

  public static void save(XYChart chart, Path file) {
    WholeFile.write(file, BitmapEncoder.getBufferedImage(chart));
  }
}
