package org.harl.cli.blocks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.embed.Embedder;

/**
 * Embeds the images of a block as the whole is embedded on one machine; returns why images could
 * not be read, by their index in the source.
 *
 * @param labels one an image of the block; empty if there are none
 * @param part where the vectors go
 */
record EmbedTask(EncoderRecipe recipe, ImageBlock block, int[] labels, String part)
    implements BlockTask<LinkedHashMap<Integer, String>> {
  private static final long serialVersionUID = 1L;

  @Override
  public int images() {
    return block.size();
  }

  @Override
  public LinkedHashMap<Integer, String> run() throws IOException {
    List<Integer> images = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    Map<Integer, String> unread = new LinkedHashMap<>();
    Embedder embedder = recipe.embedder();
    embedder.embed(
        block.open(),
        (image, vector) -> {
          images.add(image);
          vectors.add(vector);
        },
        (image, cause) -> unread.put(block.from() + image, String.valueOf(cause.getMessage())));
    new PartFile(
            images.stream().mapToInt(image -> block.from() + image).toArray(),
            images.stream().mapToInt(image -> labels.length == 0 ? -1 : labels[image]).toArray(),
            vectors.toArray(float[][]::new))
        .write(Path.of(part));
    return new LinkedHashMap<>(unread);
  }
}
