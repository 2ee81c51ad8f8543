package org.harl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {
  private static Stream<CommandLine> below(CommandLine command) {
    return command.getSubcommands().isEmpty()
        ? Stream.of(command)
        : command.getSubcommands().values().stream().distinct().flatMap(HelpTest::below);
  }

  private static Stream<String> commands() {
    return below(Main.commandLine()).map(command -> command.getCommandSpec().qualifiedName());
  }

  private static String help(String command) {
    StringWriter out = new StringWriter();
    String[] words = command.split(" ");
    String[] arguments = Arrays.copyOfRange(words, 1, words.length + 1);
    arguments[arguments.length - 1] = "--help";
    assertThat(Main.run(Main.commandLine().setOut(new PrintWriter(out)), arguments)).isZero();
    return out.toString();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandEndsItsHelpWithTwoExamplesThatItTakes(String command) {
    assertThat(help(command)).contains("\nExamples:\n  ./" + command);
    List<String> examples = Examples.ALL.get(command);
    assertThat(examples).hasSize(2).allSatisfy(example -> assertThat(example).startsWith(command));
    for (String example : examples) {
      String[] words = example.replaceAll(" [>|] .*", "").split(" ");
      assertThatCode(() -> Main.commandLine().parseArgs(Arrays.copyOfRange(words, 1, words.length)))
          .as(example)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void noExampleIsOfACommandThatIsNotThere() {
    assertThat(commands()).containsExactlyInAnyOrderElementsOf(Examples.ALL.keySet());
  }

  @Test
  void theManyOptionsOfPretrainStandUnderHeadings() {
    assertThat(help("harl pretrain").lines())
        .containsSubsequence(
            "Images and masks:",
            "Views:",
            "Method:",
            "Networks:",
            "Objective:",
            "Optimiser and schedule:",
            "Machine:",
            "Checkpoints:",
            "Every command:");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOptionIsInTheHelpOnce(String command) {
    CommandLine line = Main.commandLine();
    for (String word : command.substring("harl ".length()).split(" ")) {
      line = line.getSubcommands().get(word);
    }
    List<String> shown = help(command).lines().toList();
    line.getCommandSpec()
        .options()
        .forEach(
            option ->
                assertThat(shown)
                    .as(option.longestName())
                    .filteredOn(
                        text ->
                            text.matches("  (    |-\\w, )" + option.longestName() + "([=\\[ ].*)?"))
                    .hasSize(1));
  }

  @Test
  void theScriptThatCompletesKnowsEveryCommand() {
    StringWriter out = new StringWriter();
    assertThat(Main.run(Main.commandLine().setOut(new PrintWriter(out)), "completion")).isZero();
    assertThat(out.toString())
        .contains("_complete_harl", "pretrain", "train-unsupervised", "--tau");
  }
}
