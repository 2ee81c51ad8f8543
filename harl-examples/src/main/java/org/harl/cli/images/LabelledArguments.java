package org.harl.cli.images;

import java.nio.file.Path;
import org.harl.cli.files.Destination;
import org.harl.cli.options.EncoderArguments;
import org.harl.cli.options.ViewArguments;
import org.harl.cli.terminal.OptionGroup;
import org.harl.embed.EmbedderSettings;
import org.harl.embed.TrainedEncoder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An encoder, and labelled images to learn from and to be tested on. */
@OptionGroup("Labelled images")
public final class LabelledArguments {
  @Mixin public EncoderArguments encoder = new EncoderArguments();

  @Mixin public ViewArguments view = new ViewArguments();

  @Option(
      names = "--train",
      required = true,
      paramLabel = "DIR|CSV",
      description = "Images to learn from: " + LabelledImages.FORMS + ".")
  public Path train = Path.of(".");

  @Option(
      names = "--test",
      required = true,
      paramLabel = "DIR|CSV",
      description = "Images to be tested on, of the same classes.")
  public Path test = Path.of(".");

  /** Takes down what is read. */
  public Destination apart(Destination output) {
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
  public Split read(int threads) {
    EmbedderSettings reading = view.settings(EmbedderSettings.DEFAULT.batch(), threads);
    TrainedEncoder trained = view.viewing(encoder.read());
    return new Split(trained, LabelledPair.read("--train", train, "--test", test), reading, 0);
  }
}
