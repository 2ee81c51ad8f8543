package org.harl.data.shards;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.harl.data.TextFiles;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;

/**
 * The classes of the samples of shards.
 *
 * @param labels of each sample its place among the names; -1 of one without
 */
record ShardLabels(int[] labels, List<String> names) {
  private static final int NONE = -1;
  private static final int MOST_DIGITS = 9;

  /**
   * Reads the classes of all samples, and their names where the folder has them.
   *
   * @throws InvalidInputException if one is no number, or has no name though others have
   */
  static ShardLabels of(List<Shard> shards, Path folder) {
    int[] numbers =
        ShardWork.each(shards, ShardLabels::numbers).stream().flatMapToInt(IntStream::of).toArray();
    Path file = folder.resolve(Shards.CLASSES);
    if (!Files.isRegularFile(file)) {
      int[] found = IntStream.of(numbers).filter(n -> n != NONE).distinct().sorted().toArray();
      int[] places =
          IntStream.of(numbers)
              .map(n -> n == NONE ? NONE : java.util.Arrays.binarySearch(found, n))
              .toArray();
      return new ShardLabels(places, IntStream.of(found).mapToObj(Integer::toString).toList());
    }
    List<String> names = TextFiles.lines("shards", file);
    int most = IntStream.of(numbers).max().orElse(NONE);
    if (most >= names.size()) {
      throw new InvalidInputException(
          "shards: '"
              + file
              + "' names "
              + names.size()
              + " classes, but there is a class "
              + most);
    }
    return new ShardLabels(numbers, names);
  }

  private static int[] numbers(Shard shard) {
    return IntStream.range(0, shard.size()).map(i -> number(shard, i)).toArray();
  }

  private static int number(Shard shard, int sample) {
    if (!shard.has(sample, Shard.LABEL)) {
      return NONE;
    }
    try {
      String text = new String(shard.read(sample, Shard.LABEL), StandardCharsets.UTF_8).strip();
      if (text.matches("\\d{1," + MOST_DIGITS + "}")) {
        return Integer.parseInt(text);
      }
      String shown = text.substring(0, Math.min(text.length(), 20));
      throw TarMembers.fault(
          shard.file(),
          "has '" + shard.key(sample) + ".cls' of '" + shown + "', which is no number of a class");
    } catch (IOException e) {
      throw TarMembers.fault(
          shard.file(), "'" + shard.key(sample) + ".cls' cannot be read: " + FileFaults.words(e));
    }
  }
}
