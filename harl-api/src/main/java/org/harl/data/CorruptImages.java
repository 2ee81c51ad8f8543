package org.harl.data;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.harl.InvalidInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images of a source that could not be read; more than 1% of them ends the run. */
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
      LOG.warn("image '{}' cannot be read and is left out: {}", source.name(index), reason(cause));
    }
    if (found.size() * 100L > source.size()) {
      throw new InvalidInputException(
          "batch loader: more than 1% of the images cannot be read: "
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
