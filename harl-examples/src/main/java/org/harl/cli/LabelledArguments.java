package org.harl.cli;

import java.nio.file.Path;
import org.harl.train.EmbedderSettings;
import org.harl.train.TrainedEncoder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An encoder, and labelled images to learn from and to be tested on. */
final class LabelledArguments {
  @Mixin EncoderArguments encoder = new EncoderArguments();

  @Mixin private ViewArguments view = new ViewArguments();

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
    EmbedderSettings reading = view.settings(EmbedderSettings.DEFAULT.batch(), threads);
    TrainedEncoder trained = encoder.read();
    view.check(trained);
    return new Split(trained, LabelledPair.read("--train", train, "--test", test), reading, 0);
  }
}
