package org.harl.data;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.harl.HarlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images of a source that could not be read or have no mask; more than 1% of them ends the run.
 */
final class CorruptImages {
  private static final Logger LOG = LoggerFactory.getLogger(BatchLoader.class);
  private static final int NAMED = 5;

  private final ImageSource source;
  private final Set<Integer> found = new ConcurrentSkipListSet<>();

  CorruptImages(ImageSource source) {
    this.source = source;
  }

  boolean contains(int index) {
    return found.contains(index);
  }

  void add(int index, Exception cause) {
    if (found.add(index)) {
      String fault = cause instanceof IOException ? "cannot be read" : "has no mask";
      LOG.warn("image '{}' {} and is left out: {}", source.name(index), fault, reason(cause));
    }
    if (found.size() * 100L > source.size()) {
      throw new HarlException(
          "batch loader: more than 1% of the images cannot be read or have no mask: "
              + found.size()
              + " of "
              + source.size()
              + " so far, "
              + names().stream()
                  .limit(NAMED)
                  .map(name -> "'" + name + "'")
                  .collect(Collectors.joining(", "))
              + (found.size() > NAMED ? ", ..." : "")
              + "; the last one: "
              + reason(cause)
              + ". Repair or remove them",
          cause);
    }
  }

  private static String reason(Exception cause) {
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  List<String> names() {
    return found.stream().map(source::name).toList();
  }
}
