package org.harl.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.harl.error.InvalidInputException;
import org.harl.eval.detection.Box;
import org.harl.eval.detection.Detections;

/**
 * An object of an array of COCO's files.
 *
 * @param place its option, file, array and index, as faults begin
 */
record CocoEntry(String place, JsonNode entry) {
  private static final double EXACT = 0x1p53;

  InvalidInputException fault(String fault) {
    return new InvalidInputException(place + fault);
  }

  Detections.Truth truth(Set<String> images, List<Long> categories) {
    Box box = box();
    double area = entry.has("area") ? number("area") : box.width() * box.height();
    return new Detections.Truth(image(images), label(categories), box, crowd(), area);
  }

  Detections.Found found(Set<String> images, List<Long> categories) {
    return new Detections.Found(image(images), label(categories), box(), number("score"));
  }

  String text(String name) {
    return entry.path(name).asText();
  }

  private double number(String name) {
    JsonNode number = entry.path(name);
    if (!number.isNumber() || !Double.isFinite(number.asDouble())) {
      throw fault("'" + name + "' must be a number, got " + shown(number));
    }
    return number.asDouble();
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }

  /** A whole number, or a text in its quotes: the text "1" is not the number 1. */
  String id(String name) {
    JsonNode id = entry.path(name);
    return id.isTextual() ? id.toString() : String.valueOf(whole(name));
  }

  private long whole(String name) {
    JsonNode number = entry.path(name);
    double value = number.asDouble(Double.NaN);
    boolean whole =
        number.isIntegralNumber()
            ? number.canConvertToLong()
            : number.isNumber() && value == Math.rint(value) && Math.abs(value) < EXACT;
    if (!whole) {
      throw fault("'" + name + "' must be a whole number, got " + shown(number));
    }
    return number.asLong();
  }

  long category(String name) {
    JsonNode id = entry.path(name);
    if (id.isTextual()) {
      throw fault("'" + name + "' must be a category's number, got the text " + id);
    }
    return whole(name);
  }

  private String image(Set<String> images) {
    String image = id("image_id");
    if (!images.contains(image)) {
      boolean number = !image.startsWith("\"");
      String other = number ? "\"" + image + "\"" : image.substring(1, image.length() - 1);
      String hint = number ? ", which has it as text" : ", which has it as a number";
      throw fault(
          "image '"
              + image
              + "' is none of the ground truth's"
              + (images.contains(other) ? hint : ""));
    }
    return image;
  }

  private int label(List<Long> categories) {
    int label = categories.indexOf(category("category_id"));
    if (label < 0) {
      throw fault("category " + entry.path("category_id") + " is none of " + categories);
    }
    return label;
  }

  private boolean crowd() {
    JsonNode crowd = entry.path("iscrowd");
    if (crowd.isMissingNode() || crowd.isBoolean()) {
      return crowd.asBoolean();
    }
    long value = whole("iscrowd");
    if (value != 0 && value != 1) {
      throw fault("'iscrowd' must be 0 or 1, got " + crowd);
    }
    return value == 1;
  }

  private Box box() {
    JsonNode box = entry.path("bbox");
    double[] n = new double[4];
    boolean good = box.isArray() && box.size() == n.length;
    for (int i = 0; good && i < n.length; i++) {
      n[i] = box.get(i).asDouble();
      good = box.get(i).isNumber() && Double.isFinite(n[i]);
    }
    if (!good || n[2] < 0 || n[3] < 0) {
      throw fault(
          "'bbox' must be [x, y, width, height], four numbers, none of the sides below 0, got "
              + shown(box));
    }
    return new Box(n[0], n[1], n[2], n[3]);
  }
}
