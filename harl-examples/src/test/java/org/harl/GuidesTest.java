package org.harl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.harl.cli.Main;
import org.harl.cli.Pictures;
import org.harl.embed.TrainedEncoder;
import org.harl.model.Encoder;
import org.harl.model.Encoders;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.scenes.SyntheticScenes;
import org.harl.trace.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The commands of the guides do what they say, one after the other as a reader gives them, with
 * options behind them that make them small.
 */
class GuidesTest {
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  /** Options that make a command small; they win over those before them. */
  private static final Map<String, String> SMALLER =
      Map.of(
          "pretrain",
          "--width 0.0625 --batch 16 --threads 1 --projector-hidden 8 --projector-out 4 --epochs 1",
          "ablate",
          "--width 0.0625 --batch 16 --threads 1 --projector-hidden 8 --projector-out 4 --epochs 1",
          "evaluate semi",
          "--epochs 1 --learning-rates 0.1 --weight-decays 0",
          "evaluate finetune",
          "--epochs 1 --learning-rates 0.1 --weight-decays 0",
          "doctor",
          "--backend djl");

  /** Options whose values are no files. */
  private static final List<String> NAMING =
      List.of("--method", "--methods", "--format", "--objective", "--optimiser", "--backend");

  private static final int IMAGES = 36;

  private final Set<String> names =
      new TreeSet<>(List.of("photographs", "labelled", "run", "masks", "interrupted", "index"));

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    SyntheticScenes scenes = new SyntheticScenes(3, IMAGES);
    for (String set : List.of("photographs", "labelled/train", "labelled/test")) {
      for (int i = 0; i < IMAGES; i++) {
        Path file = folder.resolve(set).resolve(i % 2 == 0 ? "a" : "b").resolve(i + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(Pictures.of(scenes.read(i), 32), "png", file.toFile());
      }
    }
  }

  private void run() throws IOException {
    Encoder network = Encoders.parse("resnet18,small,width=0.0625");
    Path run = Files.createDirectory(folder.resolve("run"));
    new TrainedEncoder(
            network, 32, InitialValues.draw(Parameters.of(network, Shape.of(2, 3, 32, 32)), 1))
        .write(run.resolve("encoder.safetensors"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "harl-examples/guides/choosing.md",
        "harl-examples/guides/evaluating.md",
        "harl-examples/guides/long-runs.md",
        "harl-examples/guides/machines.md"
      })
  void theCommandsOfAGuideWorkInTheirOrder(String guide) throws IOException {
    List<String> commands = commands(guide);
    assertThat(commands).isNotEmpty();
    if (commands.stream().noneMatch(command -> command.endsWith("--output run"))) {
      run();
    }
    for (String command : commands) {
      List<String> words = words(command);
      StringWriter err = new StringWriter();
      int code =
          Main.run(
              Main.commandLine()
                  .setOut(new PrintWriter(new StringWriter()))
                  .setErr(new PrintWriter(err)),
              words.toArray(String[]::new));
      assertThat(code).as(guide + ": " + command + " as " + words + ": " + err).isZero();
    }
  }

  private static List<String> commands(String guide) throws IOException {
    List<String> commands = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(Path.of("..", guide)));
    while (blocks.find()) {
      Stream<String> lines = blocks.group(1).replaceAll("\\\\\n\\s*", "").lines();
      lines
          .filter(line -> line.startsWith("./harl "))
          .map(line -> line.substring("./harl ".length()).replaceAll("\\s+#.*", ""))
          .forEach(commands::add);
    }
    return commands;
  }

  /** With the folder before every path, and smaller. */
  private List<String> words(String command) {
    List<String> given = Arrays.asList(command.strip().split("\\s+"));
    int named = named(given);
    int output = given.indexOf("--output");
    if (output > 0) {
      names.add(given.get(output + 1));
    }
    List<String> words = new ArrayList<>(given.subList(0, named));
    for (int i = named; i < given.size(); i++) {
      words.add(NAMING.contains(given.get(i - 1)) ? given.get(i) : placed(given.get(i)));
    }
    String name = String.join(" ", given.subList(0, named));
    Map<String, String> smaller = new LinkedHashMap<>();
    String[] options = SMALLER.getOrDefault(name, "").split(" ");
    for (int i = 0; i + 1 < options.length; i += 2) {
      smaller.put(options[i], options[i + 1]);
    }
    if (given.contains("--epochs") && given.contains("--checkpoint-every")) {
      smaller.remove("--epochs");
    }
    if (given.containsAll(List.of("--initial", "harl-r18w25"))) {
      smaller.remove("--width");
    }
    if (output < 0 && name.equals("pretrain")) {
      smaller.put("--scenes", "24");
      smaller.put("--output", folder.resolve("harl-run").toString());
    }
    smaller.forEach((option, value) -> words.addAll(List.of(option, value)));
    return words;
  }

  /** How many words name the command. */
  private static int named(List<String> words) {
    CommandLine command = Main.commandLine();
    int named = 0;
    while (named < words.size() && command.getSubcommands().containsKey(words.get(named))) {
      command = command.getSubcommands().get(words.get(named++));
    }
    return named;
  }

  private String placed(String word) {
    int equals = word.indexOf('=');
    String path = word.substring(equals + 1);
    return names.contains(path.replaceAll("/.*", ""))
        ? word.substring(0, equals + 1) + folder.resolve(path)
        : word;
  }
}
