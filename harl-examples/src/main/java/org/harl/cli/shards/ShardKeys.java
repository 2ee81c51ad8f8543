package org.harl.cli.shards;

import java.util.HashSet;
import java.util.Set;

/**
 * The keys of samples: paths without their endings, where dots in the last part, which WebDataset
 * takes for the begin of the ending, and spaces and control characters are underscores. A key that
 * is taken gets a number.
 */
final class ShardKeys {
  private final Set<String> taken = new HashSet<>();
  private int renamed;

  /** The key of an image. */
  String of(String path) {
    int last = path.lastIndexOf('/') + 1;
    int dot = path.lastIndexOf('.');
    String whole = dot > last ? path.substring(0, dot) : path;
    String plain = whole.substring(0, last) + whole.substring(last).replace('.', '_');
    plain = plain.replaceAll("[\\s\\p{Cntrl}]", "_").replaceFirst("^/+", "");
    String key = plain;
    for (int number = 2; !taken.add(key); number++) {
      key = plain + "_" + number;
    }
    if (!key.equals(whole)) {
      renamed++;
    }
    return key;
  }

  /** How many are not the image's path. */
  int renamed() {
    return renamed;
  }
}
