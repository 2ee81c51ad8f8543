package org.harl.tck.backend;

import java.util.List;
import java.util.Map;
import org.harl.augment.Photometry;
import org.harl.augment.ViewPlan;
import org.harl.trace.TensorData;

/**
 * Colour transforms {@code kept x + gray gray(x) + meanGray mean(gray(x))} with other matrices. A
 * transform has six columns: three for pixels, three for their means.
 */
final class WrongColours extends Host {
  private static final double[] BT_601 = {.2989, .587, .114};

  /** The element that carries channel {@code from} to channel {@code to}. */
  private interface Element {
    double of(int to, int from, double kept, double gray, double meanGray);
  }

  private final Element ofPixel;
  private final Element ofMean;

  private WrongColours(Element ofPixel, Element ofMean) {
    this.ofPixel = ofPixel;
    this.ofMean = ofMean;
  }

  private static double same(int to, int from) {
    return to == from ? 1 : 0;
  }

  private static WrongColours weighted(double... weights) {
    return new WrongColours(
        (to, from, kept, gray, mean) -> kept * same(to, from) + gray * weights[from],
        (to, from, kept, gray, mean) -> mean * weights[from]);
  }

  static WrongColours grayscale709() {
    return weighted(.2126, .7152, .0722);
  }

  static WrongColours meanOfChannels() {
    return weighted(1 / 3.0, 1 / 3.0, 1 / 3.0);
  }

  static WrongColours brightnessTwice() {
    return new WrongColours(
        (to, from, kept, gray, mean) ->
            (gray == 0 && mean == 0 ? kept * kept : kept) * same(to, from) + gray * BT_601[from],
        (to, from, kept, gray, mean) -> mean * BT_601[from]);
  }

  static WrongColours contrastByChannel() {
    return new WrongColours(
        (to, from, kept, gray, mean) -> kept * same(to, from) + gray * BT_601[from],
        (to, from, kept, gray, mean) -> mean * same(to, from));
  }

  static WrongColours saturationByMean() {
    return new WrongColours(
        (to, from, kept, gray, mean) ->
            kept * same(to, from) + (kept == 0 ? gray * BT_601[from] : 0),
        (to, from, kept, gray, mean) -> (kept == 0 ? mean : mean + gray) * BT_601[from]);
  }

  @Override
  Map<String, TensorData> feeds(Photometry photometry, List<ViewPlan> plans) {
    Map<String, TensorData> feeds = super.feeds(photometry, plans);
    feeds.computeIfPresent("view.colour", (name, matrices) -> changed(matrices));
    return feeds;
  }

  private TensorData changed(TensorData matrices) {
    int columns = matrices.shape().dim(2);
    double[] right = matrices.toDoubles();
    double[] wrong = new double[right.length];
    for (int i = 0; i < right.length; i++) {
      int first = i / (3 * columns) * 3 * columns + i % columns / 6 * 6;
      double gray = right[first + columns] / BT_601[0];
      double kept = right[first] - gray * BT_601[0];
      double meanGray = right[first + 3] / BT_601[0];
      Element element = i % 6 < 3 ? ofPixel : ofMean;
      wrong[i] = element.of(i / columns % 3, i % 3, round(kept), gray, meanGray);
    }
    return TensorData.of(matrices.shape(), wrong);
  }

  /** Without the last bits that the subtraction leaves. */
  private static double round(double kept) {
    return Math.rint(kept * 1e9) / 1e9;
  }
}
