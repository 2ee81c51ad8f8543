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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.harl.cli.files.HarlFolder;
import org.harl.cli.files.JsonFaults;
import org.harl.cli.files.PartialFolder;
import org.harl.cli.files.RunDirectory;
import org.harl.cli.files.WholeFile;
import org.harl.cli.images.Sources;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A run's settings as a JSON object: the options of {@code harl pretrain} by their names without
 * dashes, {@code {"encoder": "resnet18", "width": 0.25}}. Options that concern the machine or the
 * output are not part of a plan. Files and folders are written by their absolute paths, so that a
 * plan means the same wherever it is read.
 */
public final class PlanFile {
  public static final String NAME = HarlFolder.PLAN;

  private static final Logger LOG = LoggerFactory.getLogger(PlanFile.class);

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private static final List<String> NOT_PLANNED =
      List.of(
          "backend",
          "device",
          "loader-threads",
          "image-timeout",
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

  private PlanFile() {}

  /** The options that make up a plan: all but those of the machine and the output. */
  public static TreeSet<String> options(CommandSpec command) {
    TreeSet<String> names = new TreeSet<>();
    command.options().forEach(option -> names.add(option.longestName().substring(2)));
    names.removeAll(NOT_PLANNED);
    return names;
  }

  /**
   * The arguments after what the file of every {@code --plan FILE} among them says, so that options
   * given on the command line win over the file.
   *
   * @param options the names that a plan may have, without dashes
   */
  public static List<String> expand(List<String> arguments, TreeSet<String> options) {
    List<String> fromFile = new ArrayList<>();
    List<String> given = new ArrayList<>();
    Iterator<String> all = arguments.iterator();
    while (all.hasNext()) {
      String argument = all.next();
      given.add(argument);
      if (argument.startsWith("--plan=")) {
        fromFile.addAll(read(Path.of(argument.substring("--plan=".length())), options));
      } else if (argument.equals("--plan") && all.hasNext()) {
        given.add(all.next());
        fromFile.addAll(read(Path.of(given.get(given.size() - 1)), options));
      }
    }
    fromFile.addAll(given);
    return fromFile;
  }

  /** The arguments of a run that goes on: its plan comes first, what is given wins. */
  public static List<String> resumed(List<String> arguments) {
    if (!arguments.contains(CheckpointArguments.RESUME)) {
      return arguments;
    }
    String output = "harl-run";
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--output") && i + 1 < arguments.size()) {
        output = arguments.get(i + 1);
      } else if (argument.startsWith("--output=")) {
        output = argument.substring("--output=".length());
      }
    }
    Path plan = PartialFolder.of(Path.of(output)).resolve(NAME);
    List<String> all = new ArrayList<>();
    if (Files.exists(plan) && isReadable(plan)) {
      all.addAll(List.of("--plan", plan.toString()));
    }
    all.addAll(arguments);
    return all;
  }

  /** The options on the command line stand alone where it is not; the checkpoint knows the run. */
  private static boolean isReadable(Path plan) {
    try {
      parse(plan);
      return true;
    } catch (InvalidInputException e) {
      LOG.warn("{}; it is left out, give the options of the run", e.getMessage());
      return false;
    }
  }

  /** The options of a plan as command line arguments. */
  static List<String> read(Path file, TreeSet<String> options) {
    List<String> arguments = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : parse(file).properties()) {
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
      arguments.add("--" + name + "=" + entry.getValue().asText());
    }
    return arguments;
  }

  private static ObjectNode parse(Path file) {
    try {
      if (MAPPER.readTree(Files.readAllBytes(file)) instanceof ObjectNode plan) {
        return plan;
      }
      throw new InvalidInputException("plan '" + file + "': it is not a JSON object");
    } catch (JsonProcessingException e) {
      String fault =
          JsonFaults.twice(e)
              .map(key -> "'" + key + "' is there twice; keep one")
              .orElseGet(() -> "it is not JSON: " + JsonFaults.words(e));
      throw new InvalidInputException("plan '" + file + "': " + fault, e);
    } catch (IOException e) {
      throw new InvalidInputException(
          "plan '" + file + "' cannot be read: " + FileFaults.words(e), e);
    }
  }

  /**
   * Refuses options that would change the bits of a run that goes on and that no checkpoint knows.
   *
   * @param plan the run's; nothing is asked of one that cannot be read
   */
  static void requireArithmetic(Path plan, CommandSpec command) {
    ObjectNode then;
    try {
      then = parse(plan);
    } catch (InvalidInputException e) {
      return; // it was said when the options were read
    }
    for (String name : List.of("threads", "precision", "engine-safety")) {
      Object value = command.findOption("--" + name).getValue();
      String now = String.valueOf(value);
      String before = then.path(name).asText(now);
      if (!before.equalsIgnoreCase(now)) {
        throw new InvalidInputException(
            "--resume: the run was begun with --%s %s, now %s; resume with what it was, or give --allow-changes"
                .formatted(name, before.toLowerCase(Locale.ROOT), now.toLowerCase(Locale.ROOT)));
      }
    }
  }

  /** The plan of a run that begins; what was there before it is not needed any more. */
  static void begin(RunDirectory directory, CommandSpec command) throws IOException {
    directory.began();
    write(directory.file(NAME), command, options(command));
  }

  /** Writes the options that have a value in one move, in the order of the help. */
  static void write(Path file, CommandSpec command, TreeSet<String> options) throws IOException {
    ObjectNode plan = MAPPER.createObjectNode();
    for (OptionSpec option : command.options()) {
      String name = option.longestName().substring(2);
      Object value = option.getValue();
      if (options.contains(name) && value != null) {
        put(plan, name, value);
      }
    }
    WholeFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(plan) + "\n");
  }

  private static void put(ObjectNode plan, String name, Object value) {
    if (value instanceof Boolean flag) {
      plan.put(name, flag);
    } else if (value instanceof Number number) {
      plan.put(name, new BigDecimal(number.toString()));
    } else if (value instanceof Path path) {
      plan.put(name, path.toAbsolutePath().toString());
    } else if (name.equals("masks")) {
      plan.put(name, Sources.anchored(value.toString()));
    } else {
      plan.put(name, value.toString());
    }
  }
}
