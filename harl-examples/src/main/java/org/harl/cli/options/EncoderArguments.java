package org.harl.cli.options;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.cli.terminal.OptionGroup;
import org.harl.embed.ShippedEncoders;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;
import org.harl.model.Encoder;
import org.harl.model.Encoders;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.trace.Shape;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** An encoder, and the side of the views that it is given. */
@OptionGroup("Encoder and its view")
public final class EncoderArguments implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String RANDOM = "random:";

  @Option(
      names = "--encoder",
      required = true,
      paramLabel = "FILE|NAME|random:NETWORK",
      description =
          "The encoder.safetensors of a run, or the name of one that comes with harl, harl-r18w25; or a ResNet of torchvision, timm or a BYOL-like"
              + " training as safetensors or PyTorch's .pth; or an untrained one by the text that 'pretrain' takes,"
              + " for example random:resnet18,small,width=0.25.")
  private String encoder = "";

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Side of the views. Default: the size of the training views.")
  private @Nullable Integer size;

  @Option(
      names = "--encoder-seed",
      paramLabel = "N",
      description = "Draws an untrained encoder. Default: ${DEFAULT-VALUE}.")
  private long seed;

  /**
   * As if these had been given.
   *
   * @param named a file, the name of an encoder that comes with harl, or {@code random:NETWORK}
   * @param side of the views; null for what the file says
   * @param by seeds an untrained encoder
   */
  public static EncoderArguments of(String named, @Nullable Integer side, long by) {
    EncoderArguments arguments = new EncoderArguments();
    arguments.encoder = named;
    arguments.size = side;
    arguments.seed = by;
    return arguments;
  }

  /** The same by a name that means it in any folder. */
  public EncoderArguments anchored() {
    Path file = Path.of(encoder);
    return of(Files.exists(file) ? file.toAbsolutePath().toString() : encoder, size, seed);
  }

  /** What was named. */
  public String name() {
    return encoder;
  }

  /** The encoder at the size that was asked for. */
  public TrainedEncoder read() {
    if (size != null) {
      Checks.atLeast("--size", size, 1);
    }
    if (encoder.regionMatches(true, 0, RANDOM, 0, RANDOM.length())) {
      return drawn(Encoders.parse(encoder.substring(RANDOM.length())));
    }
    if (Files.isDirectory(Path.of(encoder))) {
      throw new InvalidInputException(
          "--encoder: '"
              + Path.of(encoder).toAbsolutePath()
              + "' is a folder; name the encoder.safetensors in it");
    }
    return ShippedEncoders.read(encoder, size);
  }

  private TrainedEncoder drawn(Encoder network) {
    if (size == null) {
      throw new InvalidInputException("--encoder: '" + encoder + "' needs --size");
    }
    return new TrainedEncoder(
        network,
        size,
        InitialValues.draw(Parameters.of(network, Shape.of(2, 3, size, size)), seed));
  }
}
