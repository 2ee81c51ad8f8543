package org.harl.cli.pretrain;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.harl.cli.files.HarlFolder;
import org.harl.cli.files.JsonFaults;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.files.WholeFile;
import org.harl.cli.images.Sources;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.harl.train.Checkpoints;
import org.harl.train.PretrainingPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A run's settings as a JSON object: the options of {@code harl pretrain} by their names without
 * dashes, {@code {"encoder": "resnet18", "width": 0.25}}, each with the value that the run had.
 * Options that no result depends on are not part of a plan. Files and folders are written by their
 * absolute paths, so that a plan means the same wherever it is read.
 */
final class PlanFile {
  static final String NAME = HarlFolder.PLAN;

  private static final Logger LOG = LoggerFactory.getLogger(PlanFile.class);

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  /** What a checkpoint keeps of it, {@link PretrainingPlan#notes}. */
  private static final String NOTE = "options";

  private static final List<String> NOT_PLANNED =
      List.of(
          "loader-threads",
          "plan",
          "output",
          "overwrite",
          "resume",
          "allow-changes",
          "checkpoint-every",
          "keep",
          "help",
          "version",
          "stack-trace");

  private final Path file;

  private PlanFile(Path file) {
    this.file = file;
  }

  static PlanFile at(Path file) {
    return new PlanFile(file);
  }

  /** That of a run. */
  static PlanFile in(Path folder) {
    return at(folder.resolve(NAME));
  }

  boolean isThere() {
    return Files.exists(file);
  }

  /** The options that make up a plan. */
  static TreeSet<String> options(CommandSpec command) {
    TreeSet<String> names = new TreeSet<>();
    command.options().forEach(option -> names.add(option.longestName().substring(2)));
    NOT_PLANNED.forEach(names::remove);
    return names;
  }

  /** What the file says, and of the rest what is known already. */
  Map<String, String> over(Map<String, String> known, CommandSpec command) {
    Map<String, String> all = new LinkedHashMap<>(known);
    all.putAll(read(options(command)));
    return all;
  }

  /**
   * What the run was told that goes on: the file says it, or where that cannot be read the newest
   * checkpoint; nothing where the run left neither.
   */
  Map<String, String> resumed(CommandSpec command) {
    if (!isThere()) {
      return kept(command);
    }
    try {
      return values(parse(read()), options(command));
    } catch (InvalidInputException e) {
      Map<String, String> kept = kept(command);
      LOG.warn(
          "{}; {}",
          e.getMessage(),
          kept.isEmpty()
              ? "it is left out, give the options of the run"
              : "the run's newest checkpoint knows its options");
      return kept;
    }
  }

  private Map<String, String> kept(CommandSpec command) {
    Path run = file.toAbsolutePath().getParent();
    return Checkpoints.in(Objects.requireNonNull(run).resolve(CheckpointArguments.FOLDER))
        .newest()
        .map(checkpoint -> checkpoint.notes().get(NOTE))
        .map(text -> values(parse(text), options(command)))
        .orElse(Map.of());
  }

  /** The options of a plan by their names. */
  Map<String, String> read(TreeSet<String> options) {
    return values(parse(read()), options);
  }

  private Map<String, String> values(ObjectNode plan, TreeSet<String> options) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : plan.properties()) {
      String name = entry.getKey();
      if (!options.contains(name)) {
        throw new InvalidInputException(
            "plan '" + file + "': unknown key '" + name + "'; the keys are " + options);
      }
      if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
        throw new InvalidInputException(
            "plan '"
                + file
                + "': '"
                + name
                + "' must be a text, number or boolean, got "
                + entry.getValue());
      }
      values.put(name, entry.getValue().asText());
    }
    return values;
  }

  private String read() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InvalidInputException(
          "plan '" + file + "' cannot be read: " + FileFaults.words(e), e);
    }
  }

  private ObjectNode parse(String text) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode plan) {
        return plan;
      }
      throw new InvalidInputException("plan '" + file + "': it is not a JSON object");
    } catch (JsonProcessingException e) {
      String fault =
          JsonFaults.twice(e)
              .map(key -> "'" + key + "' is there twice; keep one")
              .orElseGet(() -> "it is not JSON: " + JsonFaults.words(e));
      throw new InvalidInputException("plan '" + file + "': " + fault, e);
    }
  }

  /** The plan of a run that begins; what was there before it is not needed any more. */
  static void begin(RunDirectory directory, PretrainOptions options) throws IOException {
    directory.began();
    at(directory.file(NAME)).write(options);
  }

  /** Writes the options in one move, in the order of the help. */
  void write(PretrainOptions options) throws IOException {
    WholeFile.write(file, text(options));
  }

  /** What a checkpoint is to keep, so that the file can be made again. */
  static Map<String, String> notes(PretrainOptions options) {
    return Map.of(NOTE, text(options));
  }

  private static String text(PretrainOptions options) {
    CommandSpec command = CommandSpec.forAnnotatedObject(options);
    TreeSet<String> planned = options(command);
    if (!options.data.drawn()) {
      planned.remove("scenes");
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
    } else {
      plan.put(name, value instanceof Enum<?> ? lowerCase(value) : value.toString());
    }
  }

  private static String lowerCase(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT);
  }
}
