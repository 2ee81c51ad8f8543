package org.harl.cli.pretrain.record;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.apache.commons.csv.CSVRecord;
import org.harl.cli.report.Chart;

/**
 * A run in a few words.
 *
 * @param plan its settings
 * @param subject what it is a run on
 * @param curves how it went
 * @param measured the kNN evaluations
 */
record RunSummary(JsonNode plan, Subject subject, RunCurves curves, List<CSVRecord> measured) {
  private static final String EPOCH = "epoch";

  /**
   * What a run learns from.
   *
   * @param images how many
   * @param masks where they come from, in words
   */
  public record Subject(int images, String masks) {}

  /**
   * The words by what they tell.
   *
   * @param time how long it took
   * @param verdict what a person should know
   */
  Map<String, String> fields(String time, List<String> verdict) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("what", what());
    fields.put("on", images());
    fields.put("length", length());
    fields.put("time", time);
    if (!measured.isEmpty()) {
      fields.put("kNN accuracy", accuracy());
    }
    fields.put("verdict", verdict.stream().map(RunSummary::sentence).collect(joining(" ")));
    return fields;
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }

  private String text(String key) {
    return plan.path(key).asText();
  }

  private String what() {
    String width = text("width");
    boolean narrow = !width.isEmpty() && !plan.path("width").asText().equals("1");
    String objective = text("objective").isEmpty() ? "its own objective" : text("objective");
    return "%s with %s, a %s%s"
        .formatted(text("method"), objective, text("encoder"), narrow ? " of width " + width : "");
  }

  private String images() {
    String from = plan.has("images") ? "images of " + text("images") : "drawn scenes";
    return "%d %s, views of %s pixels, %s"
        .formatted(subject.images(), from, text("size"), subject.masks());
  }

  /** Steps and epochs, and how many epochs were planned. */
  String length() {
    double done = Math.round(10 * curves.epochs()) / 10.0;
    String epochs = "%s of %s epochs".formatted(Chart.words(done), text("epochs"));
    return curves.steps() == 0 ? epochs : curves.steps() + " steps, " + epochs;
  }

  /** What the kNN evaluations came to; empty where there were none. */
  String accuracy() {
    if (measured.isEmpty()) {
      return "";
    }
    StringJoiner words = new StringJoiner(", ");
    CSVRecord first = measured.get(0);
    if (epoch(first).equals("0")) {
      words.add(percent(first) + " before");
    }
    best().ifPresent(best -> words.add(percent(best) + " at best (epoch " + epoch(best) + ")"));
    CSVRecord last = measured.get(measured.size() - 1);
    if (!epoch(last).equals("0")) {
      words.add(percent(last) + " at last (epoch " + epoch(last) + ")");
    }
    return words.toString();
  }

  /** The first of the highest after an epoch. */
  private Optional<CSVRecord> best() {
    return measured.stream()
        .filter(row -> !epoch(row).equals("0"))
        .reduce((a, b) -> accuracy(b) > accuracy(a) ? b : a);
  }

  /**
   * What came of a run that is over.
   *
   * @param advice what the run says of itself, empty where all went well
   */
  List<String> verdict(List<String> advice) {
    List<String> sentences = new ArrayList<>(advice);
    if (advice.isEmpty() && measured.size() > 1 && epoch(measured.get(0)).equals("0")) {
      double before = accuracy(measured.get(0));
      double after = accuracy(measured.get(measured.size() - 1));
      List<String> words = HeldOutAccuracy.words(before, after, after);
      sentences.addAll(words.subList(1, words.size()));
      if (sentences.isEmpty()) {
        sentences.add("the features have not collapsed, and tell classes apart better than before");
      }
    }
    if (sentences.isEmpty()) {
      sentences.add(
          "the features have not collapsed; --knn-train and --knn-test tell what they are worth");
    }
    return sentences;
  }

  private static String epoch(CSVRecord row) {
    return Chart.words(Double.parseDouble(row.get(EPOCH)));
  }

  private static double accuracy(CSVRecord row) {
    return Double.parseDouble(row.get("accuracy"));
  }

  private static String percent(CSVRecord row) {
    return Chart.percent(accuracy(row));
  }
}
