package org.harl.eval.detection;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.harl.error.InvalidInputException;

/**
 * The scores of COCO (Lin et al. 2014; cocodataset.org, "Detection evaluation"), as its evaluation
 * code has them: average precision and average recall over the IoU thresholds 0.5, 0.55, .. 0.95
 * and over the classes that have something to find, 0..1, NaN if none has.
 *
 * <p>Of a class, an image's 100 surest boxes count. Boxes of equal score are ranked in the order of
 * their images' ids, numbers before names, then in the order given. What has another size is not
 * looked for: boxes that find it, or that find nothing and have another size themselves, are
 * ignored.
 */
public final class CocoScores {
  private static final List<Integer> MOST = List.of(1, 10, 100);

  /** As numpy's linspace rounds them. */
  private static final double[] THRESHOLDS = {
    .5, .55, .6, .65, .7, .75, .8, .85, 0.8999999999999999, .95
  };

  /** By size, threshold and class. */
  private final double[][][] precisions;

  /** By size, limit, threshold and class. */
  private final double[][][][] recalls;

  CocoScores(Detections detections) {
    int classes = detections.classes();
    int sizes = ObjectSize.values().length;
    precisions = new double[sizes][THRESHOLDS.length][classes];
    recalls = new double[sizes][MOST.size()][THRESHOLDS.length][classes];
    List<ClassBoxes> boxes = ClassBoxes.of(detections);
    for (int label = 0; label < classes; label++) {
      CocoClass ranked = new CocoClass(boxes.get(label));
      for (ObjectSize size : ObjectSize.values()) {
        for (int t = 0; t < THRESHOLDS.length; t++) {
          Verdict[] verdicts = ranked.match(size, THRESHOLDS[t]);
          precisions[size.ordinal()][t][label] =
              ranked.curve(verdicts, size).average(Detections.Protocol.COCO);
          for (int m = 0; m < MOST.size(); m++) {
            recalls[size.ordinal()][m][t][label] = ranked.recall(verdicts, size, MOST.get(m));
          }
        }
      }
    }
  }

  /** {@return AP} */
  public double ap() {
    return ap(ObjectSize.ALL);
  }

  /**
   * {@return AP small, medium or large}
   *
   * @param size by the area of the true boxes, in pixels
   */
  public double ap(ObjectSize size) {
    return mean(precisions[size.ordinal()]);
  }

  /**
   * {@return AP50, AP75 and alike}
   *
   * @param threshold 0.5, 0.55, .. 0.95
   */
  public double ap(double threshold) {
    return mean(precisions[0][index(threshold)]);
  }

  /**
   * {@return AP of a class; NaN if it has nothing to find}
   *
   * @param label the class, 0-based
   * @param threshold 0.5, 0.55, .. 0.95
   */
  public double ap(int label, double threshold) {
    return precisions[0][index(threshold)][label];
  }

  /**
   * {@return AR1, AR10 or AR100: what an image's surest boxes of a class find}
   *
   * @param most boxes that count: 1, 10 or 100
   */
  public double ar(int most) {
    if (!MOST.contains(most)) {
      throw new InvalidInputException("recall: of 1, 10 or 100 boxes an image, got " + most);
    }
    return mean(recalls[0][MOST.indexOf(most)]);
  }

  /**
   * {@return AR small, medium or large, of 100 boxes}
   *
   * @param size by the area of the true boxes, in pixels
   */
  public double ar(ObjectSize size) {
    return mean(recalls[size.ordinal()][MOST.size() - 1]);
  }

  private static int index(double threshold) {
    return IntStream.range(0, THRESHOLDS.length)
        .filter(t -> Math.abs(THRESHOLDS[t] - threshold) < 1e-9)
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "threshold: must be 0.5, 0.55, .. 0.95, got " + threshold));
  }

  /** The mean of what is defined. */
  private static double mean(double[]... rows) {
    return Arrays.stream(rows)
        .flatMapToDouble(Arrays::stream)
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }
}
