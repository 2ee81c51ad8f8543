package org.harl.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Loss and kNN accuracy over the epochs of a run, drawn as a PNG of 900 x 500 pixels. */
final class LearningCurve {
  private final List<Double> lossEpochs = new ArrayList<>();
  private final List<Double> losses = new ArrayList<>();
  private final List<Double> knnEpochs = new ArrayList<>();
  private final List<Double> accuracies = new ArrayList<>();

  void loss(double epoch, double loss) {
    lossEpochs.add(epoch);
    losses.add(loss);
  }

  void accuracy(double epoch, double accuracy) {
    knnEpochs.add(epoch);
    accuracies.add(100 * accuracy);
  }

  void write(Path file) throws IOException {
    XYChart chart = chart("epoch");
    chart.addSeries("loss", lossEpochs, losses).setMarker(SeriesMarkers.NONE);
    if (!accuracies.isEmpty()) {
      XYSeries knn = chart.addSeries("kNN accuracy, %", knnEpochs, accuracies);
      knn.setYAxisGroup(1);
      chart.setYAxisGroupTitle(1, "kNN accuracy, %");
      chart.getStyler().setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
    }
    save(chart, file);
  }

  /** An empty chart of losses. */
  static XYChart chart(String xAxis) {
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

  static void save(XYChart chart, Path file) throws IOException {
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
  }
}
