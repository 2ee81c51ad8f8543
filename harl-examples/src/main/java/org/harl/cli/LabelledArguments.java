package org.harl.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.harl.Harl;
import org.harl.InvalidInputException;
import org.harl.train.Embedder;
import org.harl.train.TrainedEncoder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An encoder, and labelled images to learn from and to be tested on. */
final class LabelledArguments {
  @Mixin EncoderArguments encoder = new EncoderArguments();

  @Option(
      names = "--train",
      required = true,
      paramLabel = "DIR|CSV",
      description = "Images to learn from: " + LabelledImages.FORMS + ".")
  Path train = Path.of(".");

  @Option(
      names = "--test",
      required = true,
      paramLabel = "DIR|CSV",
      description = "Images to be tested on, of the same classes.")
  Path test = Path.of(".");

  /**
   * Both sets of images, and the encoder.
   *
   * @param classes their names, in the order of the labels of both
   */
  record Split(
      TrainedEncoder encoder, LabelledImages train, LabelledImages test, List<String> classes) {
    /** What the encoder makes of images, [N][C]. */
    float[][] features(Harl harl, LabelledImages of) throws IOException {
      return new Embedder(harl.backend(), encoder).embed(of.images());
    }
  }

  /** Reads the encoder and the lists of images. */
  Split read() {
    TrainedEncoder trained = encoder.read();
    LabelledImages learnt = LabelledImages.read("--train", train, true);
    LabelledImages tested = LabelledImages.read("--test", test, false);
    List<String> classes = learnt.images().classes();
    requireIn("--test", test, tested.images().classes(), classes);
    requireIn("--train", train, classes, tested.images().classes());
    return new Split(trained, learnt, tested.numberedAs(classes), classes);
  }

  private static void requireIn(String option, Path named, List<String> has, List<String> all) {
    List<String> missing = all.stream().filter(name -> !has.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new InvalidInputException(
          option
              + ": '"
              + named
              + "' has no images of the class '"
              + missing.get(0)
              + "'"
              + (missing.size() > 1 ? " and " + (missing.size() - 1) + " others" : "")
              + "; both need the same classes");
    }
  }
}
