package org.harl.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a person should know of a run that is over, in sentences; nothing where all went well. */
final class RunVerdict {
  /** Shares that differ by less are told apart by nothing but chance. */
  private static final double NOTICED = 0.01;

  private final Map<String, Course> courses = new LinkedHashMap<>();

  private record Course(int bestEpoch, double best, int lastEpoch, double last) {
    Course then(int epoch, double value) {
      boolean isBest = value > best;
      return new Course(isBest ? epoch : bestEpoch, isBest ? value : best, epoch, value);
    }

    boolean fell() {
      return best - last > NOTICED;
    }
  }

  /** A share, 0..1, that was measured of the encoder after an epoch; more is better. */
  void measured(String what, int epoch, double share) {
    courses.merge(
        what, new Course(epoch, share, epoch, share), (before, now) -> before.then(epoch, share));
  }

  /**
   * The sentences.
   *
   * @param collapse what is said of features that tell images apart no longer, empty if they do
   */
  List<String> sentences(String collapse) {
    List<String> sentences = new ArrayList<>();
    if (!collapse.isEmpty()) {
      sentences.add(collapse);
    }
    courses.forEach(
        (what, course) -> {
          if (course.fell()) {
            sentences.add(
                String.format(
                    Locale.ROOT,
                    "your %s fell from %.1f%% (epoch %d) to %.1f%% (epoch %d); take the encoder of"
                        + " epoch %d, or train for fewer epochs, with a lower learning rate or with"
                        + " more images",
                    what,
                    100 * course.best(),
                    course.bestEpoch(),
                    100 * course.last(),
                    course.lastEpoch(),
                    course.bestEpoch()));
          }
        });
    return sentences;
  }
}
