package org.harl.eval.detection;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.harl.eval.detection.Detections.Found;
import org.harl.eval.detection.Detections.Truth;

/**
 * The boxes of one class in one image and who finds whom, as COCO's evaluation has it: the surest
 * box first takes the free true one that it overlaps most, of several the last given; a crowd is
 * never taken, and a box that lies in one, or finds an object of another size, is ignored.
 */
final class CocoImage {
  private static final int MOST = 100;

  /** So that an overlap of 1 that was rounded down is enough for a threshold of 1. */
  private static final double STRICTEST = 1 - 1e-10;

  private final List<Found> found;
  private final List<Truth> truths;
  private final double[][] overlaps;

  /** Keeps the 100 surest; of equal scores the first given. */
  CocoImage(List<Found> found, List<Truth> truths) {
    this.found =
        found.stream()
            .sorted(Comparator.comparingDouble(Found::score).reversed())
            .limit(MOST)
            .toList();
    this.truths = truths;
    overlaps = new double[this.found.size()][truths.size()];
    for (int i = 0; i < overlaps.length; i++) {
      Box box = this.found.get(i).box();
      for (int j = 0; j < truths.size(); j++) {
        Truth truth = truths.get(j);
        overlaps[i][j] =
            truth.crowd() ? box.coveredBy(truth.box()) : box.intersectionOverUnion(truth.box());
      }
    }
  }

  /** The boxes that count, the surest first. */
  List<Found> found() {
    return found;
  }

  static boolean wanted(Truth truth, ObjectSize size) {
    return !truth.crowd() && size.holds(truth.area());
  }

  /** What each of {@link #found()} is worth. */
  Verdict[] match(ObjectSize size, double threshold) {
    boolean[] wanted = new boolean[truths.size()];
    for (int j = 0; j < wanted.length; j++) {
      wanted[j] = wanted(truths.get(j), size);
    }
    int[] wantedFirst =
        IntStream.concat(
                IntStream.range(0, wanted.length).filter(j -> wanted[j]),
                IntStream.range(0, wanted.length).filter(j -> !wanted[j]))
            .toArray();
    boolean[] taken = new boolean[truths.size()];
    Verdict[] verdicts = new Verdict[found.size()];
    for (int i = 0; i < verdicts.length; i++) {
      int best = best(overlaps[i], wantedFirst, wanted, taken, Math.min(threshold, STRICTEST));
      if (best >= 0) {
        taken[best] = !truths.get(best).crowd();
        verdicts[i] = wanted[best] ? Verdict.FOUND : Verdict.IGNORED;
      } else {
        verdicts[i] = size.holds(found.get(i).box().area()) ? Verdict.WRONG : Verdict.IGNORED;
      }
    }
    return verdicts;
  }

  /** The index of the true box that is found, a wanted one before all others; -1 if none is. */
  private static int best(
      double[] overlaps, int[] order, boolean[] wanted, boolean[] taken, double threshold) {
    int best = -1;
    double most = threshold;
    for (int j : order) {
      if (best >= 0 && wanted[best] && !wanted[j]) {
        break;
      }
      if (!taken[j] && overlaps[j] >= most) {
        best = j;
        most = overlaps[j];
      }
    }
    return best;
  }
}
