package org.harl.cli;

import java.nio.file.Path;
import java.util.List;
import org.harl.Harl;
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
   * The encoder, and both sets of images.
   *
   * @param threads that decode them
   */
  record Split(TrainedEncoder encoder, LabelledPair images, int threads) {
    LabelledImages train() {
      return images.train();
    }

    LabelledImages test() {
      return images.test();
    }

    List<String> classes() {
      return images.classes();
    }

    /** Embeds images with this encoder or what became of it. */
    Embedder embedder(Harl harl, TrainedEncoder trained) {
      return new Embedder(harl.backend(), trained, Embedder.BATCH, threads);
    }
  }

  /** Takes down what is read. */
  Destination apart(Destination output) {
    return output
        .apartFromNamed("--encoder", encoder.name())
        .apartFrom("--train", train)
        .apartFrom("--test", test);
  }

  /**
   * Reads the encoder and the lists of images.
   *
   * @param threads that are to decode the images
   */
  Split read(int threads) {
    return new Split(encoder.read(), LabelledPair.read("--train", train, "--test", test), threads);
  }
}
