package org.harl.eval.detection;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harl.eval.detection.Detections.Found;
import org.harl.eval.detection.Detections.Truth;

/**
 * The boxes of one class in one image and who finds whom, as the development kit of PASCAL VOC has
 * it (VOCevaldet): a box means the true one that it overlaps most, of several the first given, free
 * or not; the second on one is wrong, and one on a difficult object is ignored.
 */
final class VocMatching {
  private final List<Truth> truths;
  private final boolean[] taken;
  private final double threshold;

  private VocMatching(List<Truth> truths, double threshold) {
    this.truths = truths;
    this.threshold = threshold;
    taken = new boolean[truths.size()];
  }

  /** Of all boxes of a class, by score; of equal scores the first given. */
  static PrecisionCurve curve(ClassBoxes boxes, double threshold) {
    Map<String, List<Truth>> wanted = boxes.truthsByImage();
    Map<String, VocMatching> images = new HashMap<>();
    long all = boxes.truths().stream().filter(truth -> !truth.crowd()).count();
    PrecisionCurve curve = new PrecisionCurve(all, boxes.found().size());
    boxes.found().stream()
        .sorted(Comparator.comparingDouble(Found::score).reversed())
        .forEach(
            box ->
                curve.add(
                    images
                        .computeIfAbsent(
                            box.image(),
                            id -> new VocMatching(wanted.getOrDefault(id, List.of()), threshold))
                        .match(box.box())));
    return curve;
  }

  private Verdict match(Box box) {
    int best = -1;
    double most = 0;
    for (int i = 0; i < taken.length; i++) {
      double overlap = box.pixelOverlap(truths.get(i).box());
      if (overlap > most) {
        best = i;
        most = overlap;
      }
    }
    if (best < 0 || most < threshold) {
      return Verdict.WRONG;
    }
    if (truths.get(best).crowd()) {
      return Verdict.IGNORED;
    }
    boolean first = !taken[best];
    taken[best] = true;
    return first ? Verdict.FOUND : Verdict.WRONG;
  }
}
