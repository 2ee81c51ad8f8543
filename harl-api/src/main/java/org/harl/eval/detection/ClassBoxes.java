package org.harl.eval.detection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.harl.eval.detection.Detections.Found;
import org.harl.eval.detection.Detections.Protocol;
import org.harl.eval.detection.Detections.Truth;

/** The boxes of one class, in the order given. */
record ClassBoxes(List<Truth> truths, List<Found> found) {
  private ClassBoxes() {
    this(new ArrayList<>(), new ArrayList<>());
  }

  /** One for each class. */
  static List<ClassBoxes> of(Detections detections) {
    List<ClassBoxes> all = new ArrayList<>();
    for (int label = 0; label < detections.classes(); label++) {
      all.add(new ClassBoxes());
    }
    detections.truths().forEach(truth -> all.get(truth.label()).truths.add(truth));
    detections.found().forEach(box -> all.get(box.label()).found.add(box));
    return all;
  }

  Map<String, List<Truth>> truthsByImage() {
    Map<String, List<Truth>> images = new HashMap<>();
    truths.forEach(t -> images.computeIfAbsent(t.image(), image -> new ArrayList<>()).add(t));
    return images;
  }

  Map<String, List<Found>> foundByImage() {
    Map<String, List<Found>> images = new HashMap<>();
    found.forEach(box -> images.computeIfAbsent(box.image(), image -> new ArrayList<>()).add(box));
    return images;
  }

  /** The average precision, 0..1; NaN if there is nothing to find. */
  double ap(double threshold, Protocol protocol) {
    if (protocol != Protocol.COCO) {
      return VocMatching.curve(this, threshold).average(protocol);
    }
    CocoClass boxes = new CocoClass(this);
    return boxes.curve(boxes.match(ObjectSize.ALL, threshold), ObjectSize.ALL).average(protocol);
  }
}
