package org.harl.cli.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.harl.augment.AugmentationRecipe;
import org.harl.cli.Main;
import org.harl.cli.images.Sources;
import org.harl.error.InvalidInputException;
import org.harl.method.Method;
import org.harl.objective.Objectives;
import org.harl.scenes.SyntheticScenes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class PlanFileTest {
  /** Of a number that a help text names, and of another one for scenes. */
  private static final Pattern DEFAULT =
      Pattern.compile(
          "Default: ([\\d.]*\\d|false|true)(?:; for (?:drawn )?scenes ([\\d.]*\\d|true))?\\.");

  @TempDir Path folder;

  private Path file = Path.of("plan.json");

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("plan.json");
  }

  static CommandSpec parsed(String... arguments) {
    CommandLine harl = Main.commandLine();
    harl.parseArgs(
        Stream.concat(Stream.of("pretrain"), Stream.of(arguments)).toArray(String[]::new));
    return harl.getSubcommands().get("pretrain").getCommandSpec();
  }

  static PretrainOptions options(CommandSpec command) {
    return ((PretrainCommand) command.userObject()).options();
  }

  private static @Nullable Object value(CommandSpec command, String name) {
    return command.findOption("--" + name).getValue();
  }

  private static TreeSet<String> names() {
    return PlanText.options(parsed());
  }

  private void write(String plan) throws IOException {
    Files.writeString(file, plan);
  }

  @Test
  void aPlanThatIsWrittenIsReadAsTheSameOptions() throws IOException {
    CommandSpec given =
        parsed(
            "--encoder=resnet50",
            "--width=0.5",
            "--no-blur",
            "--tau=0.9375",
            "--batch=16",
            "--output=elsewhere",
            "--threads=7",
            "--loader-threads=5",
            "--images=a folder");
    PlanFile.at(file).write(options(given));
    CommandSpec read = parsed("--plan=" + file);
    assertThat(value(read, "images")).isEqualTo(Path.of("a folder").toAbsolutePath());
    for (String name : names()) {
      if (!name.equals("images")) {
        assertThat(value(read, name)).as(name).isEqualTo(value(given, name));
      }
    }
    assertThat(file)
        .content()
        .contains("\"no-blur\" : true", "\"threads\" : 7")
        .doesNotContain("loader-threads", "elsewhere", "scenes");
  }

  @Test
  void aPlanHoldsEverySettingOfARunWithItsValueThoughNoneWasGiven() throws IOException {
    CommandSpec nothing = parsed();
    options(nothing).plan(new SyntheticScenes(1, 64));
    PlanFile.at(file).write(options(nothing));
    assertThat(new ObjectMapper().readTree(file.toFile()).properties())
        .extracting(field -> field.getKey() + " " + field.getValue().asText())
        .contains(
            "objective hybrid",
            "encoder resnet18",
            "stem small",
            "width 0.25",
            "output-stride 32",
            "optimiser sgd",
            "learning-rate 0.12",
            "weight-decay 5.0E-4",
            "warmup 0.6",
            "tau 0.9",
            "batch 64",
            "epochs 6",
            "size 32",
            "min-area 0.5",
            "no-blur true",
            "scenes 3000",
            "projector-hidden 512",
            "backend djl",
            "device auto",
            "precision float32");
    assertThat(names())
        .filteredOn(name -> value(nothing, name) == null)
        .containsExactlyInAnyOrder(
            "crops",
            "images",
            "initial",
            "knn-test",
            "knn-train",
            "masks",
            "regions",
            "small-area",
            "stop-after",
            "teacher",
            "teacher-hidden",
            "teacher-weight");
  }

  @Test
  void aWeightBesideAnObjectiveThatHasItsOwnIsRefused() {
    PretrainOptions options =
        options(parsed("--objective=hybrid,object=0.3", "--object-weight=0.9"));
    assertThatThrownBy(() -> options.plan(new SyntheticScenes(1, 64)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "--object-weight: the objective is 'hybrid,object=0.3', whose settings make it whole;"
                + " set the weight there, or leave them out");
  }

  @Test
  void whatIsNotGivenIsAsTheMethodHasIt() {
    CommandSpec moco = parsed("--images=.", "--method=mocov2", "--batch=512");
    Map.of(
            "tau", 0.999,
            "target-splits", 8,
            "optimiser", OptimiserName.SGD,
            "weight-decay", 1e-4,
            "learning-rate", 0.06,
            "warmup", 0.0,
            "min-area", 0.2,
            "projector-hidden", 2048,
            "projector-out", 128)
        .forEach((name, expected) -> assertThat(value(moco, name)).as(name).isEqualTo(expected));
    assertThat(value(moco, "predictor-hidden")).isNull();
    assertThat(value(parsed("--images=.", "--method=simsiam"), "predictor-hidden")).isEqualTo(512);
    assertThat(value(parsed("--method=simsiam"), "predictor-hidden")).isEqualTo(128);
    assertThat(value(parsed("--images=.", "--method=moco", "--optimiser=lars"), "weight-decay"))
        .isEqualTo(1e-6);
  }

  @Test
  void aPlanSaysNothingOfAnotherMethodThanItsOwn() throws IOException {
    write(
        "{\"method\": \"harl\", \"objective\": \"hybrid\", \"tau\": 0.7, \"images\": \".\","
            + " \"epochs\": 7, \"optimiser\": \"adamw\", \"predictor-hidden\": 99}");
    CommandSpec own = parsed("--method=HARL", "--plan", file.toString());
    assertThat(value(own, "tau")).isEqualTo(0.7);
    CommandSpec other = parsed("--method=moco", "--plan", file.toString());
    assertThat(value(other, "epochs")).isEqualTo(7);
    assertThat(value(other, "objective")).isNull();
    assertThat(value(other, "tau")).isEqualTo(0.999);
    assertThat(value(other, "optimiser")).isEqualTo(OptimiserName.SGD);
    assertThat(value(other, "predictor-hidden")).isNull();
  }

  @Test
  void recipesAreTheFilesOfTheirFolderAndPlansThatSayWhereTheyAreFrom() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("recipes"))) {
      assertThat(files.map(each -> each.getFileName().toString().replace(".json", "")))
          .containsExactlyInAnyOrderElementsOf(Recipes.NAMES);
    }
    for (String name : Recipes.NAMES) {
      assertThat(Recipes.named(name).about().orElseThrow()).containsPattern("\\.\\d");
      CommandSpec command = parsed("--images=.", "--recipe=" + name);
      TreeSet<String> asked = names();
      Recipes.named(name)
          .read(asked)
          .forEach(
              (key, text) ->
                  assertThat(String.valueOf(value(command, key)).toLowerCase(Locale.ROOT))
                      .as("%s of %s", key, name)
                      .isIn(text.toLowerCase(Locale.ROOT), text + ".0"));
      Method method = options(command).plan(new SyntheticScenes(1, 5000)).method();
      assertThat(method.learningRate()).isNotNull();
    }
  }

  @Test
  void aRecipeThatIsNoneIsRefused() {
    assertThatThrownBy(() -> Recipes.named("cifar10-byol-lighty"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("--recipe: 'cifar10-byol-lighty' is none of [cifar10-byol-lightly,")
        .hasMessageEndingWith("did you mean 'cifar10-byol-lightly'?");
  }

  @Test
  void viewsAreDrawnAsTheOptionsSay() {
    List<AugmentationRecipe> views =
        options(
                parsed(
                    "--jitter=0.5,0.1,0.2,0.3,0.4",
                    "--blur=0.7",
                    "--solarize=0.1,0.3",
                    "--grayscale=0.6"))
            .plan(new SyntheticScenes(1, 64))
            .method()
            .views();
    assertThat(views)
        .extracting(AugmentationRecipe::jitter)
        .containsOnly(new AugmentationRecipe.ColorJitter(0.5, 0.1, 0.2, 0.3, 0.4));
    assertThat(views).extracting(view -> view.blur().probability()).containsExactly(0.7, 0.7);
    assertThat(views).extracting(AugmentationRecipe::solarize).containsExactly(0.1, 0.3);
    assertThat(views).extracting(AugmentationRecipe::grayscale).containsOnly(0.6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--jitter=0.5,0.1 | --jitter: five numbers are needed, PROBABILITY,BRIGHTNESS,CONTRAST,SATURATION,HUE, got '0.5,0.1'",
        "--blur=0.1,0.2,0.3 | --blur: one number is needed, or one for each of 2 views, got '0.1,0.2,0.3'",
        "--solarize=2 | augmentation: solarize probability must be within 0.0..1.0, got 2.0",
        "--tau-end=1.5 | --tau-end: 1.5 is not within 0.0..1.0"
      })
  void whatNoViewCanBeDrawnByIsRefused(String argument, String fault) {
    PretrainOptions options = options(parsed(argument));
    assertThatThrownBy(() -> options.plan(new SyntheticScenes(1, 64)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(fault);
  }

  @Test
  void aHeadOfOneLayerHasNoHiddenUnits() {
    PretrainOptions options = options(parsed("--method=moco", "--projector-hidden=64"));
    assertThatThrownBy(() -> options.plan(new SyntheticScenes(1, 64)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "--projector-hidden: the method's head is one layer, without hidden units; leave it"
                + " out");
  }

  @Test
  void theHelpSaysWhatIsTakenWhereNothingIsGiven() {
    for (boolean drawn : List.of(true, false)) {
      CommandSpec command = drawn ? parsed() : parsed("--images=.");
      PretrainOptions options = options(command);
      options.networks.settle(options.data.size, drawn);
      options.objective.settle(null, true);
      for (OptionSpec option : command.options()) {
        Matcher said = DEFAULT.matcher(String.join("", option.description()));
        if (said.find()) {
          String expected = drawn && said.group(2) != null ? said.group(2) : said.group(1);
          assertThat(String.valueOf(value(command, option.longestName().substring(2))))
              .as("%s, drawn: %s", option.longestName(), drawn)
              .isIn(expected, expected + ".0");
        }
      }
    }
  }

  @Test
  void masksAreWrittenSoThatTheyMeanTheSameInAnyFolder() {
    String pom = Path.of("pom.xml").toAbsolutePath().toString();
    assertThat(Sources.anchored("src")).isEqualTo(Path.of("src").toAbsolutePath().toString());
    assertThat(Sources.anchored("torchscript:pom.xml")).isEqualTo("torchscript:" + pom);
    assertThat(Sources.anchored("drfi")).isEqualTo("drfi");
    assertThat(Sources.anchored("torchscript:nowhere.pt")).isEqualTo("torchscript:nowhere.pt");
  }

  @Test
  void optionsBesideAPlanWin() throws IOException {
    write("{\"epochs\": 5, \"batch\": 8, \"no-blur\": true}");
    CommandSpec merged = parsed("--batch", "4", "--no-blur=false", "--plan", file.toString());
    assertThat(value(merged, "epochs")).isEqualTo(5);
    assertThat(value(merged, "batch")).isEqualTo(4);
    assertThat(value(merged, "no-blur")).isEqualTo(false);
  }

  @Test
  void anEncoderOrAnObjectiveThatIsWrittenWholeTakesNothingOfAPlan() throws IOException {
    write(
        "{\"encoder\": \"resnet18\", \"width\": 0.25, \"stem\": \"small\","
            + " \"objective\": \"hybrid\", \"object-weight\": 0.9}");
    PretrainOptions whole =
        options(
            parsed(
                "--plan=" + file, "--encoder=resnet50,width=0.5", "--objective=hybrid,object=0.3"));
    assertThat(whole.network()).hasToString("resnet50,width=0.5");
    assertThat(whole.plan(new SyntheticScenes(1, 64)).method().objective())
        .isEqualTo(Objectives.parse("hybrid,object=0.3"));
    PretrainOptions named = options(parsed("--plan=" + file, "--encoder=resnet50"));
    assertThat(named.network()).hasToString("resnet50,small,width=0.25");
  }

  @Test
  void anUnknownKeyIsRefusedByName() throws IOException {
    Files.writeString(file, "{\"epochs\": 5, \"momentun\": 0.9}");
    assertThatThrownBy(() -> PlanFile.at(file).read(names()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("unknown key 'momentun'")
        .hasMessageContaining("epochs");
  }

  @Test
  void aKeyThatIsThereTwiceIsRefusedByName() throws IOException {
    Files.writeString(file, "{\"epochs\": 5, \"batch\": 8, \"epochs\": 6}");
    assertThatThrownBy(() -> PlanFile.at(file).read(names()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("plan '" + file + "': 'epochs' is there twice; keep one");
  }

  @Test
  void whatIsNotAPlanIsRefused() throws IOException {
    for (String text : List.of("", "[1]", "{\"epochs\": [3]}", "{\"epochs\": null}", "{")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> PlanFile.at(file).read(names()))
          .as(text)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("plan.json");
    }
    assertThatThrownBy(() -> PlanFile.at(folder.resolve("none.json")).read(names()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none.json");
  }
}
