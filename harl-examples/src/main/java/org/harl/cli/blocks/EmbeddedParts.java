package org.harl.cli.blocks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.harl.data.ImageSource;
import org.harl.embed.UnreadImages;
import org.harl.embed.VectorReceiver;

/**
 * The vectors of a source, in parts that tasks made.
 *
 * @param files in the order of the source
 * @param sizes the images of each part, also those that could not be read
 * @param read the images that could be read, ascending
 */
public record EmbeddedParts(List<Path> files, int[] sizes, int[] read) {
  /** So many batches are a block, so that its batches are those of the whole. */
  private static final int BATCHES = 8;

  /**
   * Which images.
   *
   * @param kind what parts are called, a word in small letters
   * @param named where they are
   * @param training which of CIFAR's files they are of
   * @param labels one an image; empty if there are none
   */
  public record Asked(
      String kind, ImageSource source, Path named, boolean training, int[] labels) {}

  /**
   * Has them made.
   *
   * @throws org.harl.error.HarlException if more than 1% of the images cannot be read
   */
  public static EmbeddedParts make(
      Blocks blocks, EncoderRecipe recipe, PartFolder folder, Asked asked) {
    ImageSource source = asked.source();
    int size = (int) Math.min(Integer.MAX_VALUE, (long) BATCHES * recipe.batch());
    List<ImageBlock> cut = ImageBlock.of(source, asked.named(), asked.training(), size);
    List<Path> files = new ArrayList<>();
    List<EmbedTask> tasks = new ArrayList<>();
    for (ImageBlock block : cut) {
      int from = block.from();
      int[] labels =
          asked.labels().length == 0
              ? asked.labels()
              : Arrays.copyOfRange(asked.labels(), from, from + block.size());
      Path file = folder.part(asked.kind(), files.size());
      files.add(file);
      tasks.add(new EmbedTask(recipe, block, labels, file.toAbsolutePath().toString()));
    }
    UnreadImages counted = UnreadImages.few(source);
    boolean[] lost = new boolean[source.size()];
    blocks.<LinkedHashMap<Integer, String>>run(
        "embed " + asked.kind(),
        tasks,
        (task, unread) ->
            unread.forEach(
                (image, cause) -> {
                  lost[image] = true;
                  count(counted, image, cause);
                }));
    int[] read = IntStream.range(0, lost.length).filter(i -> !lost[i]).toArray();
    return new EmbeddedParts(files, cut.stream().mapToInt(ImageBlock::size).toArray(), read);
  }

  private static void count(UnreadImages counted, int image, String cause) {
    try {
      counted.accept(image, new IOException(cause));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives all vectors away, in order. */
  public void each(VectorReceiver receiver) throws IOException {
    for (Path file : files) {
      PartFile part = PartFile.read(file);
      for (int i = 0; i < part.vectors().length; i++) {
        receiver.accept(part.images()[i], part.vectors()[i]);
      }
    }
  }
}
