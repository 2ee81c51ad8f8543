package org.harl.eval;

import java.util.ArrayList;
import java.util.List;
import org.harl.eval.Detections.Interpolation;

/** Precision over recall, as more and more boxes are let in. */
final class PrecisionCurve {
  private record Point(double recall, double precision) {}

  private static final double ROUNDING = 1e-12;

  private final long all;
  private final List<Point> points = new ArrayList<>();
  private long right;
  private long wrong;

  /**
   * An empty curve.
   *
   * @param all how many there are to be found
   */
  PrecisionCurve(long all) {
    this.all = all;
  }

  /** The next box. */
  void add(BoxMatching.Verdict verdict) {
    if (verdict == BoxMatching.Verdict.IGNORED) {
      return;
    }
    right += verdict == BoxMatching.Verdict.FOUND ? 1 : 0;
    wrong += verdict == BoxMatching.Verdict.WRONG ? 1 : 0;
    points.add(new Point((double) right / all, (double) right / (right + wrong)));
  }

  /** The average precision, 0..1. */
  double average(Interpolation interpolation) {
    return switch (interpolation) {
      case AREA -> area();
      case ELEVEN -> sampled(10);
      case HUNDRED_AND_ONE -> sampled(100);
    };
  }

  /** The largest precision at this recall and above, 0 beyond the last. */
  private double precision(double recall) {
    return points.stream()
        .filter(point -> point.recall >= recall - ROUNDING)
        .mapToDouble(Point::precision)
        .max()
        .orElse(0);
  }

  private double sampled(int intervals) {
    double sum = 0;
    for (int i = 0; i <= intervals; i++) {
      sum += precision((double) i / intervals);
    }
    return sum / (intervals + 1);
  }

  private double area() {
    double area = 0;
    double before = 0;
    for (Point point : points) {
      if (point.recall > before) {
        area += (point.recall - before) * precision(point.recall);
        before = point.recall;
      }
    }
    return area;
  }
}
