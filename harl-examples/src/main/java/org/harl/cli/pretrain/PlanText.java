package org.harl.cli.pretrain;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.harl.cli.files.JsonFaults;
import org.harl.cli.images.Sources;
import org.harl.error.InvalidInputException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The JSON of a {@link PlanFile}. */
final class PlanText {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private static final List<String> NOT_PLANNED =
      List.of(
          "loader-threads",
          "plan",
          "recipe",
          "output",
          "overwrite",
          "resume",
          "allow-changes",
          "checkpoint-every",
          "keep",
          "help",
          "version",
          "stack-trace",
          "quiet",
          "log");

  /** A key that says where a plan is from. */
  private static final String ABOUT = "about";

  private PlanText() {}

  /** The options that make up a plan. */
  static TreeSet<String> options(CommandSpec command) {
    TreeSet<String> names = new TreeSet<>();
    command.options().forEach(option -> names.add(option.longestName().substring(2)));
    NOT_PLANNED.forEach(names::remove);
    return names;
  }

  /** Where the plan is from, if it says so. */
  static Optional<String> about(Path where, String text) {
    return Optional.ofNullable(parse(where, text).get(ABOUT)).map(JsonNode::asText);
  }

  /**
   * The options by their names.
   *
   * @param where it was found, for messages
   */
  static Map<String, String> values(Path where, String text, TreeSet<String> options) {
    ObjectNode plan = parse(where, text);
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : plan.properties()) {
      String name = entry.getKey();
      if (name.equals(ABOUT)) {
        continue;
      }
      if (!options.contains(name)) {
        throw new InvalidInputException(
            "plan '" + where + "': unknown key '" + name + "'; the keys are " + options);
      }
      if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
        throw new InvalidInputException(
            "plan '"
                + where
                + "': '"
                + name
                + "' must be a text, number or boolean, got "
                + entry.getValue());
      }
      values.put(name, entry.getValue().asText());
    }
    return values;
  }

  private static ObjectNode parse(Path where, String text) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode plan) {
        return plan;
      }
      throw new InvalidInputException("plan '" + where + "': it is not a JSON object");
    } catch (JsonProcessingException e) {
      String fault =
          JsonFaults.twice(e)
              .map(key -> "'" + key + "' is there twice; keep one")
              .orElseGet(() -> "it is not JSON: " + JsonFaults.words(e));
      throw new InvalidInputException("plan '" + where + "': " + fault, e);
    }
  }

  /** Of all options, in the order of the help. */
  static String of(PretrainOptions options) {
    CommandSpec command = CommandSpec.forAnnotatedObject(options);
    TreeSet<String> planned = options(command);
    if (!options.data.drawn()) {
      planned.remove("scenes");
    }
    if (!options.data.sharded()) {
      planned.remove("shuffle-buffer");
    }
    ObjectNode plan = MAPPER.createObjectNode();
    for (OptionSpec option : command.options()) {
      String name = option.longestName().substring(2);
      Object value = option.getValue();
      if (planned.contains(name) && value != null) {
        put(plan, name, value);
      }
    }
    return plan.toPrettyString() + "\n";
  }

  private static void put(ObjectNode plan, String name, Object value) {
    if (value instanceof Boolean flag) {
      plan.put(name, flag);
    } else if (value instanceof Number number) {
      plan.put(
          name,
          new BigDecimal(new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()));
    } else if (value instanceof Path path) {
      plan.put(name, path.toAbsolutePath().toString());
    } else if (name.equals("masks")) {
      plan.put(name, Sources.anchored(value.toString()));
    } else if (name.equals("initial")) {
      plan.put(name, InitialWeights.anchored(value.toString()));
    } else {
      plan.put(name, value instanceof Enum<?> ? lowerCase(value) : value.toString());
    }
  }

  private static String lowerCase(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT);
  }
}
