package org.harl.tck.provider;

import java.util.List;
import org.harl.image.Image;
import org.harl.tck.backend.Trial;
import org.harl.tck.kit.Rule;

/** PROV, images that are hard: a mask, or a refusal in words. */
final class MaskAnswerRules {
  private static final String ANSWER = "a mask, or a HarlException";

  private MaskAnswerRules() {}

  static List<Rule<MaskTrial>> rules() {
    return List.of(
        Rule.<MaskTrial>of(
                "PROV-7",
                "An image of a few pixels MUST be answered.",
                ANSWER,
                trial -> answered(trial, trial.small()))
            .exactly(),
        Rule.<MaskTrial>of(
                "PROV-8",
                "A large image MUST be answered.",
                ANSWER,
                trial -> answered(trial, DrawnImages.large()))
            .exactly(),
        Rule.<MaskTrial>of(
                "PROV-9",
                "An image of one colour MUST be answered.",
                ANSWER,
                trial -> answered(trial, DrawnImages.plain()))
            .exactly(),
        Rule.<MaskTrial>of(
                "PROV-10",
                "An image that gets no mask MUST be refused by a HarlException that names it.",
                "the message contains image.source()",
                MaskAnswerRules::named)
            .exactly(),
        Rule.<MaskTrial>of(
                "PROV-11",
                "An image of the test class's, a drawn object by default, MUST get a mask.",
                "mask(image) for each of images()",
                MaskAnswerRules::found)
            .exactly());
  }

  private static void answered(MaskTrial trial, List<Image> images) {
    images.forEach(trial::ask);
  }

  private static void named(MaskTrial trial) {
    for (Image image : trial.various()) {
      MaskTrial.Answer answer = trial.ask(image);
      Trial.require(
          answer.mask() != null || answer.refusal().contains(image.source()),
          MaskTrial.described(image) + " is refused without its name: " + answer.refusal());
    }
  }

  private static void found(MaskTrial trial) {
    Trial.require(!trial.images().isEmpty(), "images() is empty; name some, or leave it out");
    for (Image image : trial.images()) {
      MaskTrial.Answer answer = trial.ask(image);
      Trial.require(answer.mask() != null, MaskTrial.described(image) + " gets " + answer);
    }
  }
}
