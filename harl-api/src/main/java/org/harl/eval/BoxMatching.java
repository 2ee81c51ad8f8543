package org.harl.eval;

import java.util.List;
import org.harl.eval.Detections.Truth;

/** Gives the boxes of a class in an image, the surest first, the true box that each finds. */
final class BoxMatching {
  enum Verdict {
    FOUND,
    WRONG,
    /** In a crowd. */
    IGNORED
  }

  private final List<Truth> truths;
  private final boolean[] taken;
  private final double threshold;

  BoxMatching(List<Truth> truths, double threshold) {
    this.truths = truths;
    this.threshold = threshold;
    taken = new boolean[truths.size()];
  }

  /** The free true box that overlaps most, if that is enough; else a crowd, if it lies in one. */
  Verdict match(Box box) {
    int best = -1;
    double most = threshold;
    for (int i = 0; i < taken.length; i++) {
      Truth truth = truths.get(i);
      double overlap = box.intersectionOverUnion(truth.box());
      if (!taken[i] && !truth.crowd() && overlap >= most) {
        best = i;
        most = overlap;
      }
    }
    if (best >= 0) {
      taken[best] = true;
      return Verdict.FOUND;
    }
    boolean crowded =
        truths.stream().anyMatch(t -> t.crowd() && box.coveredBy(t.box()) >= threshold);
    return crowded ? Verdict.IGNORED : Verdict.WRONG;
  }
}
