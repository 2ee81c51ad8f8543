package org.harl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.harl.InvalidInputException;
import org.harl.eval.Box;
import org.harl.eval.Detections;

/**
 * Boxes in the JSON forms of COCO (cocodataset.org, "Data format" and "Results format").
 *
 * @param classes the names of the categories, in the order of their numbers
 */
record CocoFiles(Detections detections, List<String> classes) {

  /**
   * Reads true boxes and the boxes that were found.
   *
   * @throws InvalidInputException if a file is not of its form, or names an image or a category
   *     that the ground truth does not have
   */
  static CocoFiles read(Path truth, Path predictions) {
    JsonNode whole = json("--ground-truth", truth);
    Map<Long, String> categories = new TreeMap<>();
    for (JsonNode category : array("--ground-truth", truth, whole, "categories")) {
      categories.put(category.path("id").asLong(), category.path("name").asText());
    }
    List<Long> numbers = List.copyOf(categories.keySet());
    Map<String, Boolean> images = new TreeMap<>();
    for (JsonNode image : array("--ground-truth", truth, whole, "images")) {
      images.put(image.path("id").asText(), true);
    }
    Entries truths = new Entries("--ground-truth", truth, numbers, images);
    List<Detections.Truth> wanted = new ArrayList<>();
    for (JsonNode entry : array("--ground-truth", truth, whole, "annotations")) {
      boolean crowd = entry.path("iscrowd").asInt() == 1;
      wanted.add(
          new Detections.Truth(truths.image(entry), truths.label(entry), truths.box(entry), crowd));
    }
    Entries results = new Entries("--predictions", predictions, numbers, images);
    JsonNode listed = json("--predictions", predictions);
    if (!listed.isArray()) {
      throw results.fault("it is no array of results");
    }
    List<Detections.Found> found = new ArrayList<>();
    for (JsonNode entry : listed) {
      found.add(
          new Detections.Found(
              results.image(entry),
              results.label(entry),
              results.box(entry),
              results.number(entry, "score")));
    }
    return new CocoFiles(
        new Detections(wanted, found, numbers.size()), List.copyOf(categories.values()));
  }

  private static JsonNode json(String option, Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new InvalidInputException(
          option + ": '" + file + "' cannot be read as JSON: " + e.getMessage(), e);
    }
  }

  private static JsonNode array(String option, Path file, JsonNode of, String name) {
    JsonNode array = of.path(name);
    if (!array.isArray() || array.isEmpty()) {
      throw new InvalidInputException(option + ": '" + file + "' has no array '" + name + "'");
    }
    return array;
  }

  /** The fields that both files' entries have. */
  private record Entries(
      String option, Path file, List<Long> categories, Map<String, Boolean> images) {
    InvalidInputException fault(String fault) {
      return new InvalidInputException(option + ": '" + file + "': " + fault);
    }

    double number(JsonNode entry, String name) {
      if (!entry.path(name).isNumber()) {
        throw fault("no number '" + name + "' in " + entry);
      }
      return entry.path(name).asDouble();
    }

    String image(JsonNode entry) {
      String image = entry.path("image_id").asText();
      if (!images.containsKey(image)) {
        throw fault("image '" + image + "' is none of the ground truth's");
      }
      return image;
    }

    int label(JsonNode entry) {
      int label = categories.indexOf((long) number(entry, "category_id"));
      if (label < 0) {
        throw fault("category " + entry.path("category_id") + " is none of " + categories);
      }
      return label;
    }

    Box box(JsonNode entry) {
      JsonNode box = entry.path("bbox");
      if (box.size() != 4) {
        throw fault("'bbox' must be [x, y, width, height], got " + box);
      }
      return new Box(
          box.get(0).asDouble(),
          box.get(1).asDouble(),
          box.get(2).asDouble(),
          box.get(3).asDouble());
    }
  }
}
