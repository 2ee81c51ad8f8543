package org.harl.eval.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.harl.error.InvalidInputException;
import org.harl.eval.Confusion;

/**
 * Found boxes beside true ones, and how precise they are: the measures of COCO ({@link CocoScores})
 * and of PASCAL VOC (Everingham et al. 2010, and the development kit's VOCevaldet).
 *
 * @param truths the true boxes
 * @param found the boxes that were found
 * @param classes how many classes there are
 */
public record Detections(List<Truth> truths, List<Found> found, int classes) {
  private static final double CONFIDENT = 0.5;

  /**
   * A true box.
   *
   * @param image the id of its image
   * @param label its class, 0-based
   * @param box in pixels
   * @param crowd whether it stands for many objects, or is difficult in the words of VOC: boxes
   *     that find it count neither for nor against
   * @param area of the object, in pixels: its outline's may be less than its box's
   */
  public record Truth(String image, int label, Box box, boolean crowd, double area) {
    /**
     * An object that fills its box.
     *
     * @param image its name, as found boxes have it
     * @param label the class, 0-based
     * @param box in pixels
     * @param crowd whether it stands for many objects, of which none need be found
     */
    public Truth(String image, int label, Box box, boolean crowd) {
      this(image, label, box, crowd, box.area());
    }
  }

  /**
   * A box that was found.
   *
   * @param image the id of its image
   * @param label the class that it was taken for, 0-based
   * @param box in pixels
   * @param score how sure its finder is; only the order matters
   */
  public record Found(String image, int label, Box box, double score) {
    /**
     * Checks the score.
     *
     * @throws InvalidInputException if the score is no number
     */
    public Found {
      if (Double.isNaN(score)) {
        throw new InvalidInputException("found: the score of a box of '" + image + "' is NaN");
      }
      score += 0.0; // -0 is 0, not less
    }
  }

  /** Whom a box finds, and how precision is read off its curve over recall. */
  public enum Protocol {
    /**
     * A box finds the free true one that it overlaps most; an image's 100 surest boxes of a class
     * count. The mean precision at recalls 0, 0.01, .. 1.
     */
    COCO,
    /**
     * A box means the true one that it overlaps most, and is wrong if that is found already; all
     * boxes count, and a box covers the pixels of both its ends: a width of 40 is 41. The mean
     * precision at recalls 0, 0.1, .. 1: VOC until 2009.
     */
    VOC2007,
    /** As VOC2007, but the area under the curve, made monotonous: VOC from 2010 on. */
    VOC2012
  }

  /**
   * Copies the lists.
   *
   * @throws InvalidInputException if a label is not below the number of classes
   */
  public Detections {
    truths = List.copyOf(truths);
    found = List.copyOf(found);
    int most = classes;
    IntStream labels =
        IntStream.concat(
            truths.stream().mapToInt(Truth::label), found.stream().mapToInt(Found::label));
    if (labels.anyMatch(label -> label < 0 || label >= most)) {
      throw new InvalidInputException("detections: needs labels in 0.." + (classes - 1));
    }
  }

  /** {@return COCO's scores; takes a while} */
  public CocoScores coco() {
    return new CocoScores(this);
  }

  /**
   * {@return the mean of {@link #ap} over the classes that have something to find; NaN if none has}
   *
   * @param threshold the least intersection over union of a box with the true one it finds, 0..1
   * @param protocol of COCO or of PASCAL VOC
   */
  public double meanAp(double threshold, Protocol protocol) {
    return ClassBoxes.of(this).stream()
        .mapToDouble(boxes -> boxes.ap(threshold, protocol))
        .filter(ap -> !Double.isNaN(ap))
        .average()
        .orElse(Double.NaN);
  }

  /**
   * The average precision of a class, 0..1.
   *
   * @param label the class, 0-based
   * @param threshold the least intersection over union of a box with the true one it finds
   * @param protocol of COCO or of PASCAL VOC
   * @return NaN if the class has no true box, crowds apart
   */
  public double ap(int label, double threshold, Protocol protocol) {
    return ClassBoxes.of(this).get(label).ap(threshold, protocol);
  }

  /**
   * {@return which classes true boxes were found as: boxes of any class with a score of at least
   * 0.5 find true ones at an intersection over union of 0.5, the surest first} The last row is
   * found where nothing is, the last column is not found; crowds are left out.
   */
  public Confusion confusion() {
    long[][] counts = new long[classes + 1][classes + 1];
    Map<String, List<Truth>> wanted = new TreeMap<>();
    truths.stream()
        .filter(truth -> !truth.crowd)
        .forEach(t -> wanted.computeIfAbsent(t.image, image -> new ArrayList<>()).add(t));
    found.stream()
        .filter(box -> box.score >= CONFIDENT)
        .sorted(Comparator.comparingDouble(Found::score).reversed())
        .forEach(
            box -> {
              List<Truth> left = wanted.getOrDefault(box.image, new ArrayList<>());
              Truth best =
                  left.stream()
                      .max(Comparator.comparingDouble(t -> t.box.intersectionOverUnion(box.box)))
                      .filter(t -> t.box.intersectionOverUnion(box.box) >= CONFIDENT)
                      .orElse(null);
              counts[best == null ? classes : best.label][box.label]++;
              left.remove(best);
            });
    wanted.values().forEach(left -> left.forEach(truth -> counts[truth.label][classes]++));
    return new Confusion(counts);
  }
}
