package org.harl.cli;

import java.io.IOException;
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

  /** The encoder, and both sets of images. */
  record Split(TrainedEncoder encoder, LabelledPair images) {
    LabelledImages train() {
      return images.train();
    }

    LabelledImages test() {
      return images.test();
    }

    List<String> classes() {
      return images.classes();
    }

    /** What the encoder makes of images, [N][C]. */
    float[][] features(Harl harl, LabelledImages of) throws IOException {
      return new Embedder(harl.backend(), encoder).embed(of.images());
    }
  }

  /** Reads the encoder and the lists of images. */
  Split read() {
    return new Split(encoder.read(), LabelledPair.read("--train", train, "--test", test));
  }
}
