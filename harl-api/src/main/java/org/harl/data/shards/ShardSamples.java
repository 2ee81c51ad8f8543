package org.harl.data.shards;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.harl.data.ImageFolder;
import org.harl.error.InvalidInputException;

/**
 * Puts the members of an archive together to samples, by WebDataset's rule: the key is the path up
 * to the first dot of its last part, what follows says what the member is. Members of other kinds
 * are passed over, and names that have no dot, or begin with one.
 */
final class ShardSamples {
  private static final String MASK = "mask.png";
  private static final String LABEL = "cls";

  private final Path file;
  private final Map<String, Integer> samples = new HashMap<>();
  private int[] table = new int[Shard.ROW * 64];
  private int[] ends = new int[64];
  private byte[] keys = new byte[1024];
  private int used;

  private ShardSamples(Path file) {
    this.file = file;
  }

  /**
   * The samples of an archive.
   *
   * @param name what messages call it
   * @throws InvalidInputException if it has none, or one without an image or with two
   */
  static Shard in(Path file, String name) {
    ShardSamples found = new ShardSamples(file);
    TarMembers.each(file, found::add);
    return found.shard(name);
  }

  private void add(String path, long offset, long size, boolean link) {
    String name = path.startsWith("./") ? path.substring(2) : path;
    int last = name.lastIndexOf('/') + 1;
    int dot = name.indexOf('.', last);
    if (dot <= last) {
      return;
    }
    String key = name.substring(0, dot);
    int part = part(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    if (link && part >= 0) {
      throw TarMembers.fault(
          file, "has a link, '" + path + "', in the place of data; pack what it leads to");
    }
    int row = samples.computeIfAbsent(key, this::row) * Shard.ROW;
    if (part < 0) {
      return;
    }
    if (table[row + part] > 0) {
      throw TarMembers.fault(
          file,
          "has two " + words(part) + " of the key '" + key + "', '" + path + "' is the second");
    }
    if (offset / TarHeader.BLOCK > Integer.MAX_VALUE) {
      throw TarMembers.fault(file, "is larger than 1 TiB; split it");
    }
    table[row + part] = (int) (offset / TarHeader.BLOCK);
    table[row + part + 1] = (int) Math.min(size, Integer.MAX_VALUE);
  }

  private static int part(String ending) {
    if (ending.equals(MASK)) {
      return Shard.MASK;
    }
    if (ending.equals(LABEL)) {
      return Shard.LABEL;
    }
    return ImageFolder.EXTENSIONS.contains(ending) ? Shard.IMAGE : -1;
  }

  private static String words(int part) {
    return part == Shard.IMAGE ? "images" : part == Shard.MASK ? "masks" : "classes";
  }

  private int row(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    int row = samples.size();
    if (used + bytes.length > keys.length) {
      keys = Arrays.copyOf(keys, 2 * (used + bytes.length));
    }
    System.arraycopy(bytes, 0, keys, used, bytes.length);
    used += bytes.length;
    if (row == ends.length) {
      ends = Arrays.copyOf(ends, 2 * row);
      table = Arrays.copyOf(table, 2 * row * Shard.ROW);
    }
    ends[row] = used;
    return row;
  }

  private Shard shard(String name) {
    int size = samples.size();
    if (size == 0) {
      throw TarMembers.fault(
          file,
          "holds no image; looked for members that end in "
              + String.join(", ", ImageFolder.EXTENSIONS));
    }
    Shard shard =
        new Shard(
            file,
            name,
            Arrays.copyOf(table, size * Shard.ROW),
            Arrays.copyOf(keys, used),
            Arrays.copyOf(ends, size));
    for (int i = 0; i < size; i++) {
      if (!shard.has(i, Shard.IMAGE)) {
        String alone =
            shard.has(i, Shard.MASK) ? "a mask" : shard.has(i, Shard.LABEL) ? "a class" : "members";
        throw TarMembers.fault(
            file,
            "has "
                + alone
                + " of the key '"
                + shard.key(i)
                + "', but no image; add it, or leave the key out");
      }
    }
    return shard;
  }
}
