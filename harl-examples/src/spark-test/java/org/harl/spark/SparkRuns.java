package org.harl.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.harl.cli.Main;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a folder, here and on Spark, and the files that they leave. */
abstract class SparkRuns {
  /** Two at a time, each tried three times. */
  static final String MASTER = "local[2,3]";

  @TempDir Path folder;

  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();

  /** Runs a command whose words are apart by spaces; {@code @} is the folder. */
  int harl(String command) {
    String[] words = command.replace("@", folder.toString()).split(" ");
    return Main.run(
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)), words);
  }

  void assertOneLine(String part) {
    assertThat(err.toString()).startsWith("harl: ").contains(part).hasLineCount(1);
  }

  /** A circle on a ground, each of its own colour. */
  void draw(String name, int number, int side) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(new Color(40, 90 + number % 100, number * 7 % 256));
    graphics.fillRect(0, 0, side, side);
    graphics.setColor(Color.RED);
    graphics.fillOval(number % (side / 2), side / 4, number % 50 == 0 ? 0 : side / 2, side / 2);
    graphics.dispose();
    ImageIO.write(picture, "png", file.toFile());
  }

  Map<String, String> files(String name) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder.resolve(name))) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(
            folder.resolve(name).relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }
}
