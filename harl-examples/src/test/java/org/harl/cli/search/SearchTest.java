package org.harl.cli.search;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.harl.cli.Main;
import org.harl.cli.Pictures;
import org.harl.error.InvalidInputException;
import org.harl.scenes.SyntheticScenes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
  private static final int IMAGES = 40;
  private static final String INDEX =
      "index --encoder random:resnet18,small,width=0.125 --size 16 --images FOLDER/images --output"
          + " FOLDER/index";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void images() throws IOException {
    SyntheticScenes scenes = new SyntheticScenes(1, IMAGES);
    for (int i = 0; i < IMAGES; i++) {
      Path file = folder.resolve("images").resolve(i % 2 == 0 ? "a" : "b b").resolve(i + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(Pictures.of(scenes.read(i), 24), "png", file.toFile());
    }
  }

  private int harl(String arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] words = arguments.split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].replace("FOLDER", folder.toString()).replace("_", " ");
    }
    return Main.run(
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)), words);
  }

  private void assertRefused(String command, String... parts) {
    assertThat(harl(command)).as(command).isEqualTo(2);
    assertThat(err.toString().strip().lines()).singleElement().asString().contains(parts);
  }

  @Test
  void anImageOfTheIndexIsFoundFirstAndTheRestByFallingLikeness() throws IOException {
    assertThat(harl(INDEX)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("40 of 40 images indexed in ");
    assertThat(harl("search --index FOLDER/index --image FOLDER/images/b_b/7.png --count 5"))
        .as(err.toString())
        .isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(5).first().isEqualTo("1.0000  b b/7.png");
    assertThat(lines).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void thePageShowsWhatWasFoundAndNamesWhatIsGone() throws IOException {
    assertThat(harl(INDEX)).as(err.toString()).isZero();
    Path query = Files.move(folder.resolve("images/a/2.png"), folder.resolve("query.png"));
    String search =
        "search --index FOLDER/index --image FOLDER/query.png --output FOLDER/page.html";
    assertThat(harl(search)).as(err.toString()).isZero();
    assertThat(query).isNotEmptyFile();
    assertThat(folder.resolve("page.html"))
        .content()
        .contains("Nearest of 40 images", "a/2.png: cannot be read any more", "data:image/");
    assertRefused(search, "page.html' exists", "--overwrite");
    assertThat(harl(search + " --overwrite")).as(err.toString()).isZero();
  }

  @Test
  void whatIsFoundDoesNotDependOnTheThreadsThatRead() {
    String search = "search --index FOLDER/index --image FOLDER/images/a/0.png --count 40";
    assertThat(harl(INDEX + " --loader-threads 3")).as(err.toString()).isZero();
    assertThat(harl(search)).as(err.toString()).isZero();
    String found = out.toString();
    assertThat(found.lines()).hasSize(40);
    assertThat(harl(INDEX + " --loader-threads 1 --overwrite")).as(err.toString()).isZero();
    assertThat(harl(search)).as(err.toString()).isZero();
    assertThat(out.toString()).isEqualTo(found);
  }

  @Test
  void whatIsNoIndexIsRefusedAndWhatIsNotHarlsStays() throws IOException {
    assertRefused(
        "search --index FOLDER/images --image FOLDER/images/a/0.png",
        "is no index, it has no 'index.json' of harl",
        "harl index");
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("index.json"), "{\"mine\": 1}");
    assertRefused(
        INDEX.replace("/index", "/other") + " --overwrite", "holds 'index.json'", "did not write");
    assertThat(harl(INDEX)).as(err.toString()).isZero();
    assertRefused(INDEX, "is not empty");
    assertRefused("search --index FOLDER/index --image FOLDER/no.png", "no.png' is no file");
    assertRefused(
        "search --index FOLDER/index --image FOLDER/images/a/0.png --count 0",
        "--count: 0 is not within 1..1000");
  }

  @Test
  void aPageInAFolderThatIsNotThereOrOverTheIndexIsRefusedBeforeAnythingIsFound() {
    assertThat(harl(INDEX)).as(err.toString()).isZero();
    String search = "search --index FOLDER/index --image FOLDER/images/a/0.png --output FOLDER/";
    assertRefused(search + "none/page.html", "is in a folder that is not there; make it");
    assertRefused(search + "index/index.json --overwrite", "lies in --index");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anIndexThatIsDamagedOrHasAnotherEncoderIsRefusedByName() throws IOException {
    assertThat(harl(INDEX)).as(err.toString()).isZero();
    String search = "search --index FOLDER/index --image FOLDER/images/a/0.png";
    Path encoder = folder.resolve("index/encoder.safetensors");
    byte[] own = Files.readAllBytes(encoder);
    assertThat(harl(INDEX.replace("/index", "/other") + " --encoder-seed 5")).isZero();
    Files.copy(folder.resolve("other/encoder.safetensors"), encoder, REPLACE_EXISTING);
    assertRefused(search, "or not the one that made it; make it anew with 'harl index'");
    Files.write(encoder, own);
    for (Path file : files(folder.resolve("index/vectors"))) {
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 20));
    }
    assertRefused(search, "is damaged, its vectors cannot be read; make it anew");
    for (Path file : files(folder.resolve("index/vectors"))) {
      Files.delete(file);
    }
    assertRefused(search, "is damaged, its vectors cannot be read; make it anew");
    Files.writeString(folder.resolve("index/index.json"), "{");
    assertRefused(search, "is no index, it has no 'index.json' of harl; make one");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  @Test
  void theGraphFindsWhatLookingAtAllVectorsFinds() throws IOException {
    Random random = new Random(5);
    float[][] vectors = new float[3000][2048];
    try (VectorIndex.Writer writer = new VectorIndex.Writer(folder.resolve("v"))) {
      for (int i = 0; i < vectors.length; i++) {
        for (int d = 0; d < vectors[i].length; d++) {
          vectors[i][d] = (float) (random.nextGaussian() + 3 * Math.sin(i % 50 + d));
        }
        writer.add("" + i, vectors[i]);
      }
      writer.finish();
    }
    int hits = 0;
    for (int query = 0; query < 20; query++) {
      float[] asked = vectors[query * 100];
      List<String> nearest =
          IntStream.range(0, vectors.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -cosine(asked, vectors[i])))
              .limit(10)
              .map(String::valueOf)
              .toList();
      List<VectorIndex.Neighbour> found = VectorIndex.nearest(folder.resolve("v"), asked, 10);
      hits += (int) found.stream().filter(n -> nearest.contains(n.name())).count();
      assertThat(found.get(0).name()).isEqualTo("" + query * 100);
    }
    assertThat(hits).isGreaterThan(180);
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      left += (double) a[i] * a[i];
      right += (double) b[i] * b[i];
    }
    return product / Math.sqrt(left * right);
  }

  @Test
  void aVectorWithoutDirectionIsRefusedByName() throws IOException {
    try (VectorIndex.Writer writer = new VectorIndex.Writer(folder.resolve("v"))) {
      assertThatThrownBy(() -> writer.add("dark.png", new float[8]))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'dark.png' are 0");
    }
  }
}
