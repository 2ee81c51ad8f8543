package org.harl.cli.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.harl.cli.blocks.EmbeddedParts.Asked;
import org.harl.cli.options.BackendArguments;
import org.harl.cli.options.EncoderArguments;
import org.harl.cli.options.ViewArguments;
import org.harl.data.ImageFolder;
import org.harl.data.ImageSource;
import org.harl.embed.EmbedderSettings;
import org.harl.embed.Embeddings;
import org.harl.error.HarlException;
import org.harl.eval.neighbours.KnnClassifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 101 images, of which one cannot be read, in blocks of 32. */
class EmbeddedPartsTest {
  @TempDir Path folder;

  private ImageSource source;
  private EncoderRecipe recipe;

  /** Does every task twice, the last first. */
  private static final class Twice implements Blocks {
    @Override
    public <T extends Serializable> void run(List<? extends BlockTask<T>> tasks, Done<T> done) {
      try {
        for (int i = tasks.size() - 1; i >= 0; i--) {
          tasks.get(i).run();
          done.accept(i, tasks.get(i).run());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void images() throws IOException {
    for (int i = 0; i < 100; i++) {
      Path file = folder.resolve("images/class%d/%03d.png".formatted(i % 3, i));
      Files.createDirectories(file.getParent());
      BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
      image.setRGB(i % 8, i / 3 % 8, 0xffffff - 900 * i);
      ImageIO.write(image, "png", file.toFile());
    }
    Files.writeString(folder.resolve("images/class1/text.png"), "no image");
    source = ImageFolder.of(folder.resolve("images"));
    recipe =
        EncoderRecipe.of(
            EncoderArguments.of("random:resnet18,small,width=0.0625", 8, 0),
            new ViewArguments(),
            new BackendArguments(),
            EmbedderSettings.DEFAULT.withBatch(4).withThreads(1));
  }

  @AfterEach
  void close() {
    OncePerProcess.close();
  }

  private EmbeddedParts parts(PartFolder into) {
    int[] labels = IntStream.range(0, source.size()).map(i -> source.label(i).orElse(0)).toArray();
    return EmbeddedParts.make(
        new Twice(),
        recipe,
        into,
        new Asked("images", source, folder.resolve("images"), true, labels));
  }

  @Test
  void tasksInAnyOrderAndDoneTwiceGiveTheBitsOfTheWhole() throws IOException {
    Embeddings whole = recipe.embedder().readable(source);
    List<Integer> images = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    try (PartFolder into = new PartFolder(folder.resolve("v.parts"))) {
      EmbeddedParts parts = parts(into);
      assertThat(parts.files()).hasSize(4);
      assertThat(parts.read()).containsExactly(whole.images());
      parts.each(
          (image, vector) -> {
            images.add(image);
            vectors.add(vector);
          });
    }
    assertThat(images).containsExactlyElementsOf(IntStream.of(whole.images()).boxed().toList());
    assertThat(vectors.toArray(float[][]::new)).isDeepEqualTo(whole.vectors());
    assertThat(folder.resolve("v.parts")).doesNotExist();
  }

  @Test
  void neighboursInPartsGiveTheClassesOfASearchOfAll() throws IOException {
    Embeddings whole = recipe.embedder().readable(source);
    int[] labels = IntStream.of(whole.images()).map(i -> source.label(i).orElseThrow()).toArray();
    KnnClassifier all = KnnClassifier.of(whole.vectors(), labels);
    List<KnnVote> votes = List.of(new KnnVote(3, .07), new KnnVote(500, 1));
    try (PartFolder into = new PartFolder(folder.resolve("v.parts"))) {
      EmbeddedParts parts = parts(into);
      int[][] found = BlockedNeighbours.classes(new Twice(), parts, parts, votes);
      assertThat(found[0])
          .containsExactly(all.withNeighbours(3).withTemperature(.07).classify(whole.vectors()));
      assertThat(found[1])
          .containsExactly(all.withNeighbours(500).withTemperature(1).classify(whole.vectors()));
    }
  }

  @Test
  void imagesThatChangedPlacesInShardsMeanwhileAreRefused() throws IOException {
    ImageBlock block =
        new ImageBlock(
            folder.resolve("packed").toString(),
            ImageBlock.Kind.SHARDS,
            0,
            new ArrayList<>(List.of("other")));
    assertThatThrownBy(block::open)
        .isInstanceOf(HarlException.class)
        .hasMessageContaining("packed");
    Files.createDirectories(folder.resolve("packed"));
    org.harl.cli.Main.run(
        org.harl.cli.Main.commandLine(),
        "shards",
        "--images",
        folder.resolve("images").toString(),
        "--output",
        folder.resolve("packed").toString());
    assertThatThrownBy(block::open)
        .isInstanceOf(HarlException.class)
        .hasMessageContaining("holds other images than when the run began");
  }
}
