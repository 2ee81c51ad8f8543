package org.harl.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.harl.InvalidInputException;

/**
 * Found boxes beside true ones, and how precise they are: the measures of COCO (Lin et al. 2014,
 * "all" areas, at most 100 boxes of a class in an image) and of PASCAL VOC (Everingham et al.
 * 2010).
 *
 * @param truths the true boxes
 * @param found the boxes that were found
 * @param classes how many classes there are
 */
public record Detections(List<Truth> truths, List<Found> found, int classes) {
  private static final int MOST = 100;
  private static final double CONFIDENT = 0.5;

  /**
   * A true box.
   *
   * @param image its name
   * @param label its class, 0-based
   * @param crowd whether it stands for many objects: boxes that lie in it count neither for nor
   *     against
   */
  public record Truth(String image, int label, Box box, boolean crowd) {}

  /**
   * A box that was found.
   *
   * @param score how sure its finder is; only the order matters
   */
  public record Found(String image, int label, Box box, double score) {}

  /** How precision is read off its curve over recall. */
  public enum Interpolation {
    /** The area under the curve, made monotonous: VOC from 2010 on. */
    AREA,
    /** The mean at recalls 0, 0.1, .. 1: VOC until 2009. */
    ELEVEN,
    /** The mean at recalls 0, 0.01, .. 1: COCO. */
    HUNDRED_AND_ONE
  }

  /**
   * Copies the lists.
   *
   * @throws InvalidInputException if a label is not below the number of classes, or there is no
   *     true box
   */
  public Detections {
    truths = List.copyOf(truths);
    found = List.copyOf(found);
    int most = classes;
    IntStream labels =
        IntStream.concat(
            truths.stream().mapToInt(Truth::label), found.stream().mapToInt(Found::label));
    if (truths.isEmpty() || labels.anyMatch(label -> label < 0 || label >= most)) {
      throw new InvalidInputException(
          "detections: needs a true box, and labels in 0.." + (classes - 1));
    }
  }

  /** COCO's AP: the mean over IoU thresholds 0.5, 0.55, .. 0.95 and over classes, 0..1. */
  public double ap() {
    return IntStream.range(0, 10)
        .mapToDouble(i -> meanAp((50 + 5 * i) / 100.0, Interpolation.HUNDRED_AND_ONE))
        .average()
        .orElseThrow();
  }

  /** The mean of {@link #ap(int, double, Interpolation)} over the classes that have true boxes. */
  public double meanAp(double threshold, Interpolation interpolation) {
    return IntStream.range(0, classes)
        .mapToDouble(label -> ap(label, threshold, interpolation))
        .filter(ap -> !Double.isNaN(ap))
        .average()
        .orElse(Double.NaN);
  }

  /**
   * The average precision of a class, 0..1.
   *
   * @param threshold the least intersection over union of a box with the true one it finds
   * @return NaN if the class has no true box
   */
  public double ap(int label, double threshold, Interpolation interpolation) {
    long all = truths.stream().filter(t -> t.label == label && !t.crowd).count();
    if (all == 0) {
      return Double.NaN;
    }
    Map<String, List<Truth>> wanted = new TreeMap<>();
    truths.stream()
        .filter(truth -> truth.label == label)
        .forEach(t -> wanted.computeIfAbsent(t.image, image -> new ArrayList<>()).add(t));
    Map<String, BoxMatching> matchings = new TreeMap<>();
    PrecisionCurve curve = new PrecisionCurve(all);
    for (Found box : ranked(label)) {
      BoxMatching matching =
          matchings.computeIfAbsent(
              box.image,
              image -> new BoxMatching(wanted.getOrDefault(image, List.of()), threshold));
      curve.add(matching.match(box.box));
    }
    return curve.average(interpolation);
  }

  /** The best of each image, the best first; of equal scores the first given. */
  private List<Found> ranked(int label) {
    List<Found> ranked = new ArrayList<>(found.stream().filter(box -> box.label == label).toList());
    ranked.sort(Comparator.comparingDouble(Found::score).reversed());
    Map<String, Integer> taken = new TreeMap<>();
    ranked.removeIf(box -> taken.merge(box.image, 1, Integer::sum) > MOST);
    return ranked;
  }

  /**
   * Which classes true boxes were found as: boxes of any class with a score of at least 0.5 find
   * true ones at an intersection over union of 0.5, the surest first. The last row is found where
   * nothing is, the last column is not found; crowds are left out.
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
