package org.harl.cli.report;

import java.nio.file.Path;
import org.harl.cli.files.WholeFile;
import org.harl.error.HarlException;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/** Loss and kNN accuracy over the epochs of a run, drawn as a PNG of 900 x 500 pixels. */
public final class LearningCurve {
  private static final String ACCURACY = "kNN accuracy, %";

  private final Thinned losses = new Thinned();
  private final Thinned accuracies = new Thinned();

  public void loss(double epoch, double loss) {
    losses.add(epoch, loss);
  }

  public void accuracy(double epoch, double accuracy) {
    accuracies.add(epoch, 100 * accuracy);
  }

  /**
   * Draws what there is, the one without the other where that was lost.
   *
   * @throws HarlException if there is neither
   */
  public void write(Path file) {
    if (losses.isEmpty() && accuracies.isEmpty()) {
      throw new HarlException("no loss and no accuracy of the run is left to draw");
    }
    XYChart chart = chart("epoch");
    if (losses.isEmpty()) {
      accuracies.addTo(chart, ACCURACY);
      chart.setYAxisTitle(ACCURACY);
    } else {
      losses.addTo(chart, "loss");
      addBesideLosses(chart);
    }
    save(chart, file);
  }

  private void addBesideLosses(XYChart chart) {
    if (!accuracies.isEmpty()) {
      accuracies.addTo(chart, ACCURACY).setYAxisGroup(1);
      chart.setYAxisGroupTitle(1, ACCURACY);
      chart.getStyler().setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
    }
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
