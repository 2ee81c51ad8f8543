package org.harl.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A curve of any length as at most {@link #MOST} points and its two ends: the points come one at a
 * time, in order, and of every stretch of equally many the lowest and the highest stay. A curve of
 * {@link #MOST} points or fewer stays as it is.
 */
public final class Thinned {
  static final int MOST = 2000;

  private static final int STRETCHES = MOST / 2;

  /** Done; every one has as many points as another. */
  private List<Stretch> stretches = new ArrayList<>();

  private @Nullable Stretch last;
  private long width = 2;
  private long count;

  private record Point(long at, double x, double y) {}

  private record Stretch(Point first, Point low, Point high, Point last) {
    Stretch and(Stretch next) {
      boolean lower = next.low.y < low.y || Double.isNaN(low.y);
      boolean higher = next.high.y >= high.y || Double.isNaN(high.y);
      return new Stretch(first, lower ? next.low : low, higher ? next.high : high, next.last);
    }
  }

  /** The next point; a y that is no number stays only where its stretch has no other. */
  public void add(double x, double y) {
    if (last == null && stretches.size() == STRETCHES) {
      halve();
    }
    Point point = new Point(count++, x, y);
    Stretch alone = new Stretch(point, point, point, point);
    last = last == null ? alone : last.and(alone);
    if (count % width == 0) {
      stretches.add(last);
      last = null;
    }
  }

  private void halve() {
    List<Stretch> wider = new ArrayList<>();
    for (int i = 0; i < STRETCHES; i += 2) {
      wider.add(stretches.get(i).and(stretches.get(i + 1)));
    }
    stretches = wider;
    width *= 2;
  }

  private List<Point> points() {
    List<Stretch> all = new ArrayList<>(stretches);
    if (last != null) {
      all.add(last);
    }
    if (all.isEmpty()) {
      return List.of();
    }
    List<Point> inside =
        all.stream()
            .flatMap(
                s -> s.low.at < s.high.at ? Stream.of(s.low, s.high) : Stream.of(s.high, s.low))
            .toList();
    Point begin = all.get(0).first;
    Point end = all.get(all.size() - 1).last;
    return Stream.of(Stream.of(begin), inside.stream(), Stream.of(end))
        .flatMap(s -> s)
        .distinct()
        .toList();
  }

  /** The one value that all of two points and more have; none where they differ. */
  public OptionalDouble constant() {
    List<Double> ys = ys();
    return count > 1 && ys.stream().distinct().count() == 1
        ? OptionalDouble.of(ys.get(0))
        : OptionalDouble.empty();
  }

  /** Whether it has no point, or none with a number. */
  public boolean isBlank() {
    return ys().stream().allMatch(y -> y.isNaN());
  }

  /** Whether another has the same points. */
  public boolean isAlike(@Nullable Thinned other) {
    return other != null && xs().equals(other.xs()) && ys().equals(other.ys());
  }

  boolean isEmpty() {
    return count == 0;
  }

  List<Double> xs() {
    return points().stream().map(Point::x).toList();
  }

  List<Double> ys() {
    return points().stream().map(Point::y).toList();
  }

  /** Draws it, without marks at its points. */
  public XYSeries addTo(XYChart chart, String name) {
    XYSeries series = chart.addSeries(name, xs(), ys());
    series.setMarker(SeriesMarkers.NONE);
    return series;
  }
}
