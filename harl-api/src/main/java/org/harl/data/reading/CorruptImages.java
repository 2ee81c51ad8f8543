package org.harl.data.reading;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.harl.data.ImageSource;
import org.slf4j.Logger;

/**
 * The images of a source that could not be read or have no mask: each is named once, and few may be
 * left out.
 */
public final class CorruptImages {
  private static final int NAMED = 5;

  private final ImageSource source;
  private final String faults;
  private final Logger log;
  private final Set<Integer> found = new ConcurrentSkipListSet<>();

  /**
   * None so far.
   *
   * @param masked whether those without a mask are left out too
   */
  public CorruptImages(ImageSource source, boolean masked, Logger log) {
    this.source = source;
    faults = masked ? "cannot be read or have no mask" : "cannot be read";
    this.log = log;
  }

  /** Whether the image is one of them. */
  public boolean contains(int index) {
    return found.contains(index);
  }

  /** Adds one, and names it in a warning. */
  public void add(int index, Exception cause) {
    if (found.add(index)) {
      String fault = cause instanceof IOException ? "cannot be read" : "has no mask";
      log.warn("image '{}' {} and is left out: {}", source.name(index), fault, reason(cause));
    }
  }

  /** Whether they are more than 1% of the source. */
  public boolean tooMany() {
    return found.size() * 100L > source.size();
  }

  /**
   * What is said where they are too many.
   *
   * @param cause of the last one
   */
  public String fault(Exception cause) {
    return "more than 1% of the images "
        + faults
        + ": "
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
        + ". Repair or remove them";
  }

  private static String reason(Exception cause) {
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** Their names, in the order of the source. */
  public List<String> names() {
    return found.stream().map(source::name).toList();
  }
}
