package org.harl.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Images, results and files of others, and commands that may write among them. */
abstract class Folders {
  static final String EXPORT =
      "export --encoder random:resnet18,small,width=0.125 --size 16 --format onnx --output FOLDER/";

  @TempDir Path folder;

  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();

  @BeforeEach
  void files() throws IOException {
    for (String set : "photos labelled/train labelled/test".split(" ")) {
      Path images = Files.createDirectories(folder.resolve(set + "/a"));
      Files.createDirectories(folder.resolve(set + "/b"));
      for (int i = 0; i < 3; i++) {
        ImageIO.write(new BufferedImage(20, 30, 1), "png", images.resolve(i + ".png").toFile());
        Files.copy(images.resolve(i + ".png"), images.resolveSibling("b/" + i + ".png"));
      }
    }
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("photos"));
    write("run/plan.json", "{}");
    write("run/steps.csv", "step");
    write("run/encoder.safetensors", "encoder");
    write("killed.partial/plan.json", "{}");
    write("killed.partial/steps.csv", "step");
    write("study/settings.txt", "of another");
    write("notes/diary.txt", "dear diary");
    write("terraform/plan.json", "{\"name\": \"my package plan\"}");
    write("theirs/result.json", "{\"mine\": 1}");
    write("model/encoder.onnx", "mymodel");
    write("told/plan.json", "{}");
    write("told/README.md", "# My experiment with harl");
    write("set/plan.json", "{}");
    write("set/config.json", "{\"editor\": 1}");
    write("mixed/plan.json", "{}");
    write("mixed/checkpoints/photo.png", "not harl's");
    write("pngs/a/0.png", "drawn by hand");
  }

  void write(String file, String text) throws IOException {
    Path target = folder.resolve(file);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
  }

  int harl(String arguments) {
    return Main.run(
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
        arguments.replace("FOLDER", folder.toString()).split(" "));
  }

  /** Everything there, folders and links by their names. */
  Map<String, String> everything() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.toList()) {
        boolean file = Files.isRegularFile(entry) && !Files.isSymbolicLink(entry);
        byte[] bytes = file ? Files.readAllBytes(entry) : new byte[0];
        all.put(entry.toString(), new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
    return all;
  }

  void assertRefused(String command, String... parts) throws IOException {
    Map<String, String> before = everything();
    assertThat(harl(command)).as(command).isEqualTo(2);
    assertThat(err.toString().strip().lines()).singleElement().asString().contains(parts);
    assertThat(everything()).isEqualTo(before);
  }

  void assertRefusedAgain(String command, String... parts) throws IOException {
    err.getBuffer().setLength(0);
    assertRefused(command, parts);
  }
}
