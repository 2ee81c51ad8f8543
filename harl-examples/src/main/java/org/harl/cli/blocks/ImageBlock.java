package org.harl.cli.blocks;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.harl.data.CifarImages;
import org.harl.data.ImageFolder;
import org.harl.data.ImageSource;
import org.harl.data.ImageSubset;
import org.harl.data.ListedImages;
import org.harl.data.shards.Shards;
import org.harl.error.HarlException;

/**
 * Images of a source that follow each other, by their names: files are read by them; shards and
 * CIFAR's files are opened once a process.
 *
 * @param place the folder that names start from, or where the source is opened
 * @param kind how names are read
 * @param from the index of the first
 * @param names in the order of the source
 */
record ImageBlock(String place, Kind kind, int from, ArrayList<String> names)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  enum Kind {
    FILES,
    SHARDS,
    CIFAR_TRAIN,
    CIFAR_TEST
  }

  /**
   * Cuts a source.
   *
   * @param named where it is
   * @param training which of CIFAR's files it is of
   * @param size of a block, the last may be smaller
   */
  static List<ImageBlock> of(ImageSource source, Path named, boolean training, int size) {
    Kind kind = kind(source, training);
    Path place = source instanceof ListedImages ? named.toAbsolutePath().getParent() : named;
    List<ImageBlock> blocks = new ArrayList<>();
    for (int from = 0; from < source.size(); from += size) {
      int to = (int) Math.min(source.size(), (long) from + size);
      ArrayList<String> names = new ArrayList<>();
      IntStream.range(from, to).forEach(i -> names.add(source.name(i)));
      blocks.add(new ImageBlock(place.toAbsolutePath().toString(), kind, from, names));
      if (to == source.size()) {
        break; // from + size may be more than an int holds
      }
    }
    return blocks;
  }

  private static Kind kind(ImageSource source, boolean training) {
    if (source instanceof Shards) {
      return Kind.SHARDS;
    }
    if (source instanceof ImageFolder || source instanceof ListedImages) {
      return Kind.FILES;
    }
    return training ? Kind.CIFAR_TRAIN : Kind.CIFAR_TEST;
  }

  int size() {
    return names.size();
  }

  /**
   * The images, on the machine that calls.
   *
   * @throws HarlException if other images are there than where the block was cut
   */
  ImageSource open() {
    Path at = Path.of(place);
    if (kind == Kind.FILES) {
      return ListedImages.of(at, names.stream().map(n -> new ListedImages.Entry(n, "")).toList());
    }
    ImageSource all = OncePerProcess.get("images", List.of(place, kind), () -> whole(at));
    boolean same =
        from + size() <= all.size()
            && IntStream.range(0, size()).allMatch(i -> all.name(from + i).equals(names.get(i)));
    if (!same) {
      throw new HarlException(
          "'" + place + "' holds other images than when the run began; leave them, and run anew");
    }
    return new ImageSubset(all, IntStream.range(from, from + size()).toArray());
  }

  private ImageSource whole(Path at) {
    return switch (kind) {
      case SHARDS -> Shards.of(at);
      case CIFAR_TRAIN -> CifarImages.train(at);
      case CIFAR_TEST -> CifarImages.test(at);
      case FILES -> throw new IllegalStateException(place);
    };
  }
}
