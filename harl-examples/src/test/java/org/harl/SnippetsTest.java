package org.harl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.harl.cli.Pictures;
import org.harl.data.ImageFolder;
import org.harl.embed.TrainedEncoder;
import org.harl.image.Image;
import org.harl.model.Encoder;
import org.harl.model.Encoders;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.scenes.SyntheticScenes;
import org.harl.trace.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java of the READMEs and guides compiles; what an application would write runs, too. */
class SnippetsTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PACKAGE = Pattern.compile("exports (org\\.harl[\\w.]*)");
  private static final Path ROOT = Path.of("..");
  private static final Path APPLICATION = ROOT.resolve("harl-api/guides/application.md");

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    SyntheticScenes scenes = new SyntheticScenes(3, 64);
    Path images = Files.createDirectory(folder.resolve("images"));
    for (int i = 0; i < scenes.size(); i++) {
      ImageIO.write(Pictures.of(scenes.read(i), 32), "png", images.resolve(i + ".png").toFile());
    }
  }

  private static List<String> blocks(Path file) throws IOException {
    Matcher found = BLOCK.matcher(Files.readString(file));
    return found.results().map(block -> block.group(1)).toList();
  }

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 3)) {
      return files
          .filter(file -> file.toString().endsWith(".md") && !file.toString().contains("target"))
          .filter(SnippetsTest::hasJava)
          .toList()
          .stream();
    }
  }

  private static boolean hasJava(Path file) {
    try {
      return !blocks(file).isEmpty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theJavaOfAPageCompiles(Path page) throws IOException {
    int number = 0;
    for (String block : blocks(page)) {
      compile(source(block, "Snippet" + number), number++);
    }
  }

  @Test
  void theProgramOfTheReadmeRunsAsItStands() throws Exception {
    compile(blocks(ROOT.resolve("README.md")).get(0), 0);
    Path encoder = folder.resolve("encoder.safetensors");
    call(
        "TenLines",
        "main",
        (Object) new String[] {folder + "/images", encoder.toString(), folder + "/images/7.png"});
    assertThat(TrainedEncoder.read(encoder).features()).isEqualTo(512);
  }

  @Test
  void theProgramOfTheReadmeIsTheExampleOfItsName() throws IOException {
    String readme = blocks(ROOT.resolve("README.md")).get(0);
    Path file = Path.of("src/main/java/org/harl/examples/TenLines.java");
    String example = Files.readString(file);
    String main = "  public static void main(";
    assertThat(readme.substring(readme.indexOf(main)))
        .isEqualTo(example.substring(example.indexOf(main)));
    assertThat(readme.lines().filter(line -> line.startsWith("import ")))
        .containsExactlyElementsOf(
            example.lines().filter(line -> line.startsWith("import ")).toList());
  }

  @Test
  void whatTheGuideSaysAnApplicationWritesRuns() throws Exception {
    Encoder network = Encoders.parse("resnet18,small,width=0.0625");
    Path file = folder.resolve("given.safetensors");
    new TrainedEncoder(
            network, 32, InitialValues.draw(Parameters.of(network, Shape.of(2, 3, 32, 32)), 1))
        .write(file);
    Path picture = folder.resolve("images/7.png");
    List<String> blocks = blocks(APPLICATION);
    try (Harl harl = Harl.builder().backend("djl").build()) {
      for (int i = 0; i < blocks.size(); i++) {
        String block = blocks.get(i).replace("picture.jpg", picture.toString());
        compile(source(block, "Snippet" + i), i);
        call(
            "Snippet" + i,
            "run",
            harl,
            ImageFolder.of(folder.resolve("images")),
            Image.of(picture),
            file,
            folder);
      }
    }
    assertThat(folder.resolve("encoder.safetensors")).isNotEmptyFile();
    assertThat(folder.resolve("onnx")).isDirectoryContaining("glob:**encoder.onnx");
  }

  /** Statements stand in a method that has what their text speaks of, classes in a file. */
  private static String source(String block, String name) throws IOException {
    if (block.startsWith("import ")) {
      return block;
    }
    StringBuilder imports = new StringBuilder("import java.nio.file.*; import java.time.*;");
    imports.append("import java.util.*; import com.google.auto.service.AutoService;");
    for (String module : List.of("harl-api", "harl-backend-djl", "harl-tck")) {
      Path declared = ROOT.resolve(module + "/src/main/java/module-info.java");
      if (Files.exists(declared)) {
        Matcher packages = PACKAGE.matcher(Files.readString(declared));
        packages.results().forEach(p -> imports.append("import " + p.group(1) + ".*;"));
      }
    }
    imports.append("import org.harl.tck.*; import org.harl.tck.kit.*;\n");
    boolean isClass = block.startsWith("@") || block.contains("class ");
    return imports
        + (isClass
            ? block
                .replace("    ...\n", "")
                .replace("public final class", "final class")
                .replace("MyBackendProvider", "org.harl.backend.djl.DjlBackendProvider")
                .replace("MyMasks()", "org.harl.examples.CustomMaskProvider()")
            : "public class "
                + name
                + " { public static void run(Harl harl, ImageFolder images, Image image, Path file,"
                + " Path folder) throws Exception {\n"
                + block.replace("MyBackendProvider", "org.harl.backend.djl.DjlBackendProvider")
                + "} }");
  }

  private void compile(String source, int number) throws IOException {
    Path home = Files.createDirectories(folder.resolve("source" + number));
    Matcher name = Pattern.compile("\\bclass (\\w+)").matcher(source);
    assertThat(name.find()).isTrue();
    Path file = Files.writeString(home.resolve(name.group(1) + ".java"), source);
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-cp"));
    arguments.add(System.getProperty("java.class.path"));
    arguments.addAll(List.of("-d", folder.resolve("classes").toString(), file.toString()));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, said, said, arguments.toArray(String[]::new));
    assertThat(code).as(source + said.toString(StandardCharsets.UTF_8)).isZero();
  }

  private void call(String type, String method, Object... arguments) throws Exception {
    URL[] path = {folder.resolve("classes").toUri().toURL()};
    try (URLClassLoader classes = new URLClassLoader(path, getClass().getClassLoader())) {
      Class<?> found = classes.loadClass(type);
      for (Method candidate : found.getDeclaredMethods()) {
        if (candidate.getName().equals(method)) {
          candidate.setAccessible(true);
          candidate.invoke(null, arguments);
          return;
        }
      }
      throw new AssertionError(Map.of(type, method) + " is not there");
    } catch (InvocationTargetException e) {
      throw new AssertionError(type + "." + method + ": " + e.getCause(), e.getCause());
    }
  }
}
