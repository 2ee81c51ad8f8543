package org.harl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.harl.cli.files.Destination;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In /proc not even root makes a file. */
@EnabledOnOs(OS.LINUX)
class UnwritableTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void images() throws IOException {
    for (String name : new String[] {"a/1.png", "b/2.png"}) {
      Path file = folder.resolve("images").resolve(name);
      Files.createDirectories(file.getParent());
      ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    }
  }

  private int harl(String command) {
    return Main.run(
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
        command.replace("DIR", folder + "/images").split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pretrain --output /proc/harl",
        "pretrain --output /proc/harl --resume",
        "soak --output /proc/harl",
        "ablate --train DIR --test DIR --output /proc/harl/deep",
        "embed --images DIR --encoder none --output /proc/harl",
        "export --encoder none --output /proc/harl",
        "compare none other --output /proc/harl",
        "evaluate knn --train DIR --test DIR --encoder none --output /proc/harl",
        "evaluate detection --ground-truth none --predictions none --output /proc/harl",
        "evaluate transfer --data a=DIR --encoder none --output /proc/harl",
        "masks generate --images DIR --masks /proc/harl",
        "masks show --images DIR --output /proc/harl",
        "masks evaluate --images DIR --ground-truth DIR --provider mbd --csv /proc/harl",
        "masks evaluate --images DIR --ground-truth DIR --provider mbd --sheet /proc/harl",
        "masks train-drfi --images DIR --ground-truth DIR --output /proc/harl",
        "masks train-unsupervised --images DIR --output /proc/harl"
      })
  void aPlaceWhereNothingCanBeMadeIsRefusedBeforeTheWorkBegins(String command) {
    assertThat(harl(command)).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .containsPattern("^harl: --(output|masks|csv|sheet): '/proc/harl\\S*' cannot be written ")
        .contains("(no file can be made in '/proc'); name another folder");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFolderThatIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    assertThat(harl("masks generate --images DIR --masks " + file.resolve("masks"))).isEqualTo(2);
    assertThat(err.toString())
        .contains("/masks' cannot be written (a part of its path is a file, not a folder)");
    assertThat(file).hasContent("mine");
  }

  @Test
  void nothingStaysOfTheTrial() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Destination.of("--output", empty.resolve("a/b")).requireWritable();
    Destination.of("--output", Files.writeString(empty.resolve("c"), "c")).requireWritable();
    Destination.of("--output", Path.of("/dev/null")).requireWritable();
    assertThat(empty).isDirectoryContaining("glob:**/c");
    assertThat(empty.toFile().list()).hasSize(1);
  }
}
