package org.harl.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.harl.cli.files.HarlFolder;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.files.WholeFile;
import org.harl.cli.images.LabelledArguments;
import org.harl.cli.images.Split;
import org.harl.cli.report.ConfusionMatrix;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;
import org.harl.eval.Confusion;
import org.jspecify.annotations.Nullable;

/**
 * What a protocol found: printed, and written as result.json, confusion.csv and confusion.png.
 *
 * @param fields of the result, in order; numbers are shares 0..1
 * @param split the images that could be read
 * @param encoder whose features were classified
 * @param found the class of each test image
 */
public record EvaluationResult(
    Map<String, Object> fields,
    Confusion confusion,
    Split split,
    TrainedEncoder encoder,
    int[] found) {
  static final String FILE = HarlFolder.RESULT;

  /** In tables, a number that is not defined; in JSON it is null. */
  public static final String UNDEFINED = "-";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * A result.
   *
   * @param encoder whose features were classified; the one of the split unless it was tuned
   * @param found the class of each test image
   */
  static EvaluationResult of(
      String protocol,
      LabelledArguments data,
      Split split,
      TrainedEncoder encoder,
      int[] found,
      Map<String, Object> more) {
    Confusion confusion = Confusion.of(split.test().labels(), found, split.classes().size());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("protocol", protocol);
    fields.put("encoder", data.encoder.name());
    fields.put("network", encoder.encoder().toString());
    fields.put("size", encoder.size());
    fields.put("resize", encoder.view().resize());
    fields.put("filter", encoder.view().filter().name().toLowerCase(Locale.ROOT));
    fields.put("train", data.train.toString());
    fields.put("test", data.test.toString());
    fields.put("trainImages", split.train().labels().length);
    fields.put("testImages", split.test().labels().length);
    fields.put("leftOut", split.leftOut());
    fields.put("classes", split.classes().size());
    fields.put("top1", confusion.accuracy());
    fields.put("meanPerClass", confusion.meanPerClass());
    fields.putAll(more);
    return new EvaluationResult(fields, confusion, split, encoder, found);
  }

  void print(PrintWriter out) {
    print(fields, out);
  }

  static void print(Map<String, Object> fields, PrintWriter out) {
    fields.forEach(
        (name, value) ->
            out.printf(
                Locale.ROOT,
                value instanceof Double && isDefined(value) ? "%-16s %.4g%n" : "%-16s %s%n",
                name,
                isDefined(value) ? value : UNDEFINED));
    out.flush();
  }

  private static boolean isDefined(Object value) {
    return !value.equals(Double.NaN);
  }

  /** The fields with {@code -} for a number that is not defined, as tables have it. */
  static Map<String, Object> shown(Map<String, Object> fields) {
    Map<String, Object> shown = new LinkedHashMap<>(fields);
    shown.replaceAll((name, value) -> isDefined(value) ? value : UNDEFINED);
    return shown;
  }

  void write(RunDirectory directory) throws IOException {
    write(directory, fields);
    matrix().write(directory);
  }

  static void write(RunDirectory directory, Map<String, Object> fields) throws IOException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    fields.forEach((name, value) -> values.put(name, isDefined(value) ? value : null));
    WholeFile.write(directory.file(FILE), JSON.writeValueAsString(values) + System.lineSeparator());
  }

  ConfusionMatrix matrix() {
    return new ConfusionMatrix(confusion, split.classes());
  }

  /**
   * A number of the result that was written to this folder.
   *
   * @return NaN if there is no result yet
   */
  public static double number(Path folder, String field) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Double.NaN;
    }
    JsonNode value = new ObjectMapper().readTree(file.toFile()).path(field);
    if (!value.isNumber()) {
      throw new InvalidInputException("'" + file + "' has no number '" + field + "'; delete it");
    }
    return value.asDouble();
  }
}
