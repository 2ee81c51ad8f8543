package org.harl.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.image.MaskPicture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A look at some mask files before a run, to find those that are read as something else. */
final class MaskSurvey {
  /** Files looked at in any case, and at most where none of these tells anything. */
  private static final int SOME = 64;

  private static final int MOST = SpreadImages.MOST;
  private static final int NAMED = 3;

  private static final Logger LOG = LoggerFactory.getLogger(MaskFiles.class);

  private final List<String> silent = new ArrayList<>();
  private final List<String> doubtful = new ArrayList<>();
  private int found;
  private int telling;

  private MaskSurvey() {}

  /**
   * Looks at files that are spread over the images; warns of those whose values are those of
   * classes.
   *
   * @param folder for messages
   * @param file the mask of an image, or nothing if it has none
   * @throws InvalidInputException if none of them has both foreground and background
   */
  static void of(String folder, ImageSource images, Function<String, Optional<MaskPicture>> file) {
    MaskSurvey survey = new MaskSurvey();
    SpreadImages spread = new SpreadImages(images.size());
    for (int i = 0; i < Math.min(images.size(), survey.telling > 0 ? SOME : MOST); i++) {
      String name = images.name(spread.at(i));
      file.apply(name).ifPresent(picture -> survey.add(name, picture));
    }
    survey.judge(folder);
  }

  private void add(String name, MaskPicture picture) {
    found++;
    if (picture.tells()) {
      telling++;
    } else if (picture.doubtful()) {
      doubtful.add("that of '" + name + "' has the values " + picture.values());
    } else {
      String all = picture.mask().coverage() == 0 ? "background" : "foreground";
      silent.add("that of '" + name + "' is all " + all + ", of the values " + picture.values());
    }
  }

  private void judge(String folder) {
    if (found > 0 && telling == 0) {
      List<String> all = new ArrayList<>(doubtful);
      all.addAll(silent);
      throw new InvalidInputException(
          "masks: of "
              + found
              + " looked at in '"
              + folder
              + "' none tells foreground from background: "
              + named(all)
              + "; give masks of 0 for background and 255 for foreground");
    }
    if (!doubtful.isEmpty()) {
      LOG.warn(
          "masks: {} of {} looked at in '{}' seem to number classes, of which 128 and more are"
              + " foreground: {}",
          doubtful.size(),
          found,
          folder,
          named(doubtful));
    }
  }

  private static String named(List<String> files) {
    return files.stream().limit(NAMED).collect(Collectors.joining(", "))
        + (files.size() > NAMED ? ", .." : "");
  }
}
