package org.harl.eval.detection;

import org.harl.eval.detection.Detections.Protocol;

/** Precision over recall, as more and more boxes are let in. */
final class PrecisionCurve {
  private final long all;
  private final double[] recalls;
  private final double[] precisions;
  private int points;
  private long right;
  private long wrong;

  /**
   * An empty curve.
   *
   * @param all how many there are to be found
   * @param most boxes to come
   */
  PrecisionCurve(long all, int most) {
    this.all = all;
    recalls = new double[most];
    precisions = new double[most];
  }

  /** The next box. */
  void add(Verdict verdict) {
    if (verdict == Verdict.IGNORED) {
      return;
    }
    right += verdict == Verdict.FOUND ? 1 : 0;
    wrong += verdict == Verdict.WRONG ? 1 : 0;
    recalls[points] = (double) right / all;
    precisions[points] = (double) right / (right + wrong);
    points++;
  }

  /** The average precision, 0..1; NaN if there is nothing to find. */
  double average(Protocol protocol) {
    if (all == 0) {
      return Double.NaN;
    }
    double[] best = precisions.clone();
    for (int i = points - 2; i >= 0; i--) {
      best[i] = Math.max(best[i], best[i + 1]);
    }
    return switch (protocol) {
      case VOC2012 -> area(best);
      case VOC2007 -> sampled(best, tenths());
      case COCO -> sampled(best, hundredths());
    };
  }

  private static double[] tenths() {
    double[] recalls = new double[11];
    for (int i = 0; i <= 10; i++) {
      recalls[i] = i / 10.0;
    }
    return recalls;
  }

  /** As numpy's linspace rounds them: a recall that is a threshold must not miss it, nor more. */
  private static double[] hundredths() {
    double[] recalls = new double[101];
    for (int i = 0; i < 100; i++) {
      recalls[i] = i * 0.01;
    }
    recalls[100] = 1;
    return recalls;
  }

  /** The mean over rising recalls of the largest precision at that recall and above. */
  private double sampled(double[] best, double[] at) {
    double sum = 0;
    int point = 0;
    for (double recall : at) {
      while (point < points && recalls[point] < recall) {
        point++;
      }
      sum += point < points ? best[point] : 0;
    }
    return sum / at.length;
  }

  private double area(double[] best) {
    double area = 0;
    double before = 0;
    for (int i = 0; i < points; i++) {
      area += (recalls[i] - before) * best[i];
      before = recalls[i];
    }
    return area;
  }
}
