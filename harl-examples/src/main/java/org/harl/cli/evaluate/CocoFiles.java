package org.harl.cli.evaluate;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.harl.cli.files.JsonFaults;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.harl.eval.detection.Detections;

/**
 * Boxes in the JSON forms of COCO (cocodataset.org, "Data format" and "Results format").
 *
 * @param classes the names of the categories, in the order of their numbers
 */
public record CocoFiles(Detections detections, List<String> classes) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * Reads true boxes and the boxes that were found. Numbers may be written with a fraction of zero;
   * ids of images may be text, if both files have them so.
   *
   * @throws InvalidInputException if a file is not of its form, or names an image or a category
   *     that the ground truth does not have
   */
  public static CocoFiles read(Path truth, Path predictions) {
    JsonNode whole = json("--ground-truth", truth);
    Map<Long, String> categories = new TreeMap<>();
    for (CocoEntry category : filled("--ground-truth", truth, whole, "categories")) {
      long id = category.category("id");
      if (categories.put(id, category.text("name")) != null) {
        throw category.fault("category " + id + " is there twice");
      }
    }
    List<Long> numbers = List.copyOf(categories.keySet());
    Set<String> images = new HashSet<>();
    for (CocoEntry image : filled("--ground-truth", truth, whole, "images")) {
      String id = image.id("id");
      if (!images.add(id)) {
        throw image.fault("image " + id + " is there twice");
      }
    }
    List<Detections.Truth> wanted = new ArrayList<>();
    for (CocoEntry entry : array("--ground-truth", truth, whole, "annotations")) {
      wanted.add(entry.truth(images, numbers));
    }
    JsonNode listed = json("--predictions", predictions);
    if (!listed.isArray()) {
      throw new InvalidInputException(
          "--predictions: '" + predictions + "': it is no array of results");
    }
    List<Detections.Found> found = new ArrayList<>();
    for (CocoEntry entry : entries("--predictions", predictions, listed, "")) {
      found.add(entry.found(images, numbers));
    }
    return new CocoFiles(
        new Detections(wanted, found, numbers.size()), List.copyOf(categories.values()));
  }

  private static JsonNode json(String option, Path file) {
    String begin = option + ": '" + file + "' cannot be read as JSON: ";
    try {
      return JSON.readTree(file.toFile());
    } catch (MismatchedInputException e) {
      throw new InvalidInputException(begin + place(e) + "text after the end", e);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(begin + place(e) + JsonFaults.words(e), e);
    } catch (IOException e) {
      throw new InvalidInputException(begin + FileFaults.words(e), e);
    }
  }

  private static String place(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
  }

  private static List<CocoEntry> array(String option, Path file, JsonNode of, String name) {
    if (!of.path(name).isArray()) {
      throw new InvalidInputException(option + ": '" + file + "' has no array '" + name + "'");
    }
    return entries(option, file, of.path(name), name);
  }

  private static List<CocoEntry> filled(String option, Path file, JsonNode of, String name) {
    List<CocoEntry> entries = array(option, file, of, name);
    if (entries.isEmpty()) {
      throw new InvalidInputException(option + ": '" + file + "': '" + name + "' is empty");
    }
    return entries;
  }

  private static List<CocoEntry> entries(String option, Path file, JsonNode array, String name) {
    List<CocoEntry> entries = new ArrayList<>();
    for (JsonNode entry : array) {
      String place = option + ": '" + file + "': " + name + "[" + entries.size() + "]: ";
      entries.add(new CocoEntry(place, entry));
    }
    return entries;
  }
}
