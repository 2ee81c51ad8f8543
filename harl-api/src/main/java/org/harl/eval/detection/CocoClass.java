package org.harl.eval.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.harl.eval.detection.Detections.Found;
import org.harl.eval.detection.Detections.Truth;

/**
 * The boxes of one class ranked once, for every threshold and size: by score; of equal scores by
 * the image's id, then by score order in the image, then as given, as COCO's evaluation has it.
 */
final class CocoClass {
  private final List<CocoImage> images = new ArrayList<>();
  private final List<Truth> truths;

  /** Of the boxes of all images laid end to end, the surest first. */
  private final int[] order;

  /** The place of each box in its image, from 0. */
  private final int[] places;

  CocoClass(ClassBoxes boxes) {
    truths = boxes.truths();
    Map<String, List<Truth>> wanted = boxes.truthsByImage();
    Map<String, List<Found>> found = boxes.foundByImage();
    found.keySet().stream()
        .sorted(ImageOrder.ofIds())
        .map(id -> new CocoImage(found.get(id), wanted.getOrDefault(id, List.of())))
        .forEach(images::add);
    double[] scores =
        images.stream().flatMap(i -> i.found().stream()).mapToDouble(Found::score).toArray();
    places = images.stream().flatMapToInt(i -> IntStream.range(0, i.found().size())).toArray();
    order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .mapToInt(i -> i)
            .toArray();
  }

  /** What each box of all images laid end to end is worth. */
  Verdict[] match(ObjectSize size, double threshold) {
    Verdict[] verdicts = new Verdict[order.length];
    int at = 0;
    for (CocoImage image : images) {
      Verdict[] part = image.match(size, threshold);
      System.arraycopy(part, 0, verdicts, at, part.length);
      at += part.length;
    }
    return verdicts;
  }

  /** How many there are to be found. */
  long wanted(ObjectSize size) {
    return truths.stream().filter(truth -> CocoImage.wanted(truth, size)).count();
  }

  PrecisionCurve curve(Verdict[] verdicts, ObjectSize size) {
    PrecisionCurve curve = new PrecisionCurve(wanted(size), verdicts.length);
    for (int i : order) {
      curve.add(verdicts[i]);
    }
    return curve;
  }

  /** The share found by the surest boxes of each image, at most so many. */
  double recall(Verdict[] verdicts, ObjectSize size, int most) {
    long right =
        IntStream.range(0, verdicts.length)
            .filter(i -> places[i] < most && verdicts[i] == Verdict.FOUND)
            .count();
    long wanted = wanted(size);
    return wanted == 0 ? Double.NaN : (double) right / wanted;
  }
}
