package org.harl.cli.shards;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import org.harl.cli.files.HarlFolder;
import org.harl.cli.files.WholeFile;
import org.harl.data.ImageSource;
import org.harl.data.shards.Shards;
import org.harl.draw.Draws;
import org.harl.error.FileFaults;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.mask.MaskFiles;
import org.jspecify.annotations.Nullable;

/**
 * Writes shards into a folder, {@code 000000.tar} and so on, images in an order that is drawn from
 * a seed, so that each shard is like all images.
 */
final class ShardSet {
  private final ImageSource images;
  private final Paths paths;
  private final @Nullable MaskFiles masks;
  private final ShardKeys keys = new ShardKeys();
  private final String[] keyed;
  private int masked;

  /** Where the file of an image is. */
  interface Paths {
    Path path(int image);
  }

  ShardSet(ImageSource images, Paths paths, @Nullable MaskFiles masks) {
    this.images = images;
    this.paths = paths;
    this.masks = masks;
    keyed = new String[images.size()];
    for (int i = 0; i < keyed.length; i++) {
      keyed[i] = keys.of(images.name(i));
    }
  }

  int masked() {
    return masked;
  }

  int renamed() {
    return keys.renamed();
  }

  /**
   * Writes all, and reads where the members of each shard lie.
   *
   * @param progress told how many images are written
   * @return how many shards
   * @throws InvalidInputException if an image or a mask cannot be read, or no image has a mask
   *     though there are to be some
   */
  int write(Path folder, int perShard, long seed, IntConsumer progress) throws IOException {
    int[] order = Draws.ofSeed(seed).fork("shards").permutation(images.size());
    int count = (order.length + perShard - 1) / perShard;
    for (int shard = 0; shard < count; shard++) {
      Path file = folder.resolve(String.format(Locale.ROOT, "%06d.tar", shard));
      int end = Math.min(order.length, (shard + 1) * perShard);
      try (ShardFile tar = new ShardFile(file)) {
        for (int i = shard * perShard; i < end; i++) {
          add(tar, order[i]);
          progress.accept(i + 1);
        }
      } catch (IOException e) {
        throw WholeFile.unwritten(file, e);
      }
    }
    if (masks != null && masked == 0) {
      throw new InvalidInputException("--masks: no image has a mask there, 'a/b.png' of 'a/b.jpg'");
    }
    describe(folder, count, perShard, seed);
    requireReadable(folder);
    return count;
  }

  private void add(ShardFile tar, int image) throws IOException {
    String name = images.name(image);
    String key = keyed[image];
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    tar.add(key + "." + ending, bytes(paths.path(image)));
    Path mask = masks == null ? null : masks.file(name);
    if (mask != null && Files.isRegularFile(mask)) {
      tar.add(key + ".mask.png", bytes(mask));
      masked++;
    }
    OptionalInt label = images.label(image);
    if (label.isPresent()) {
      String number = Integer.toString(label.getAsInt());
      tar.add(key + ".cls", number.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InvalidInputException(
          "image or mask '" + file + "' cannot be read: " + FileFaults.words(e), e);
    }
  }

  private void describe(Path folder, int count, int perShard, long seed) throws IOException {
    ObjectNode about = new ObjectMapper().createObjectNode();
    about.put("images", images.size()).put("masks", masked).put("shards", count);
    about.put("perShard", perShard).put("seed", seed);
    WholeFile.write(folder.resolve(HarlFolder.SHARDS), about.toPrettyString() + "\n");
    List<String> classes = images.classes();
    if (!classes.isEmpty()) {
      WholeFile.write(folder.resolve(Shards.CLASSES), String.join("\n", classes) + "\n");
    }
  }

  /** By the reader that training takes. */
  private void requireReadable(Path folder) {
    int found = Shards.of(folder.resolve("*.tar")).size();
    if (found != images.size()) {
      throw new HarlException(
          "'" + folder + "' has " + found + " of " + images.size() + " images; write it again");
    }
  }
}
