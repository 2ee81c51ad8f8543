package org.harl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.harl.cli.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class OneLineTest {
  private static final String RED = "\u001b[31m";

  private final StringWriter err = new StringWriter();

  private int harl(String... arguments) {
    return Main.run(Main.commandLine().setErr(new PrintWriter(err)), arguments);
  }

  private static Stream<Arguments> messages() {
    String farmer = "\uD83D\uDC68\u200D\uD83C\uDF3E";
    return Stream.of(
        Arguments.of("--images: 'a\nb' is no folder", "--images: 'a\\nb' is no folder"),
        Arguments.of("'a\tb\r' (see 'c\n\nd')", "'a\\tb\\r' (see 'c\\n\\nd')"),
        Arguments.of("it's 'a\nb', doesn't\n fit", "it's 'a\\nb', doesn't; fit"),
        Arguments.of("'\33]0;title\7' is there", "'\\u001b]0;title\\u0007' is there"),
        Arguments.of("'a" + (char) 0x202E + "gnp.exe'", "'a\\u202egnp.exe'"),
        Arguments.of("'a" + (char) 0x2028 + "b" + (char) 0x85 + "c'", "'a\\u2028b\\u0085c'"),
        Arguments.of("the engine:\n  at 1\n  at 2\n", "the engine:; at 1; at 2"),
        Arguments.of("'grün " + farmer + " \\1 $2'", "'grün " + farmer + " \\1 $2'"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void controlCharactersAreShownAndNothingElseIsChanged(String message, String shown) {
    assertThat(OneLine.of(message)).isEqualTo(shown);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anErrorOfANameWithControlCharactersIsOneLine(@TempDir Path folder) {
    assertThat(harl("pretrain", "--images", folder + "/a\nharl: b\t" + RED)).isEqualTo(2);
    assertThat(err.toString())
        .endsWith("/a\\nharl: b\\t\\u001b[31m' is not a folder" + System.lineSeparator())
        .hasLineCount(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aStackTraceHasNoControlCharactersOfAName(@TempDir Path folder) {
    assertThat(harl("pretrain", "--stack-trace", "--images", folder + "/a" + RED)).isEqualTo(2);
    assertThat(err.toString())
        .doesNotContain("\u001b")
        .contains("InvalidInputException: --images: ", "\\u001b[31m", "\n\tat org.harl.cli.");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anImageThatIsLeftOutIsNamedInOneLine(@TempDir Path folder) throws Exception {
    Path images = Files.createDirectory(folder.resolve("images"));
    Files.write(images.resolve("a\n" + RED + ".png"), new byte[9]);
    String output = folder.resolve("sheet.html").toString();
    assertThat(harl("masks", "show", "--images", images + "", "--output", output)).isZero();
    assertThat(err.toString())
        .startsWith("harl: left out 'a\\n\\u001b[31m.png': ")
        .hasLineCount(1)
        .doesNotContain("\u001b");
  }

  @Test
  void aLogIsOneLine() {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Logger log = LoggerFactory.getLogger(OneLineTest.class);
    System.setErr(OneLine.lines(new PrintStream(said, true, StandardCharsets.UTF_8)));
    try {
      log.warn("image '{}' is left out: {}", "a\n" + RED, "it\nfails");
    } finally {
      System.setErr(before);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "WARN OneLineTest - image 'a\\n\\u001b[31m' is left out: it; fails"
                + System.lineSeparator());
  }
}
