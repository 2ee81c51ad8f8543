package org.harl.eval.detection;

import java.util.ArrayList;
import java.util.List;
import org.harl.eval.detection.Detections.Found;
import org.harl.eval.detection.Detections.Truth;

/** The sets of boxes that src/test/script/coco_sets.py draws, draw for draw. */
final class DrawnBoxes {
  private final int images;
  private final int classes;
  private final int span;
  private final List<Truth> truths = new ArrayList<>();
  private final List<Found> found = new ArrayList<>();
  private long state;

  private DrawnBoxes(long seed) {
    state = seed;
    boolean many = next(8) == 0;
    images = 1 + next(many ? 2 : 12);
    classes = 1 + next(4);
    int levels = new int[] {3, 10, 1000, 1 << 20}[next(4)];
    span = new int[] {20, 60, 250}[next(3)];
    int crowds = next(3);
    int wanted = classes > 1 && next(3) == 0 ? classes - 1 : classes;
    for (int left = next(31); left > 0; left--) {
      truths.add(truth(crowds, wanted));
    }
    for (int left = many ? 400 : next(61); left > 0; left--) {
      found.add(found(levels));
    }
  }

  static Detections of(long seed) {
    DrawnBoxes drawn = new DrawnBoxes(seed);
    return new Detections(drawn.truths, drawn.found, drawn.classes);
  }

  private int next(int bound) {
    state = state * 6364136223846793005L + 1442695040888963407L;
    return (int) ((state >>> 33) % bound);
  }

  private String image() {
    return String.valueOf(1 + 3 * next(images));
  }

  private Box box() {
    return new Box(side(), side(), side(), side());
  }

  private double side() {
    return next(4 * span) / 4.0;
  }

  private double near(double side) {
    return Math.max(0, side + (next(9) - 4) * span / 256.0);
  }

  private Truth truth(int crowds, int wanted) {
    String image = image();
    int label = next(wanted);
    Box box = box();
    boolean crowd = next(8) < crowds;
    double area = (4 - next(2)) / 4.0 * (box.width() * box.height());
    return new Truth(image, label, box, crowd, area);
  }

  private Found found(int levels) {
    if (next(3) < 2 && !truths.isEmpty()) {
      Truth base = truths.get(next(truths.size()));
      Box of = base.box();
      Box box = new Box(near(of.x()), near(of.y()), near(of.width()), near(of.height()));
      return new Found(base.image(), base.label(), box, score(levels));
    }
    Box box = box();
    String image = image();
    int label = next(classes);
    return new Found(image, label, box, score(levels));
  }

  private double score(int levels) {
    return (double) next(levels) / levels;
  }
}
