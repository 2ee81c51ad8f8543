package org.harl.cli.options;

import java.util.Iterator;
import org.harl.error.InvalidInputException;
import org.harl.model.Encoder;
import org.harl.model.Encoders;
import org.harl.model.Mlp;
import org.harl.model.ResNet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The networks. */
public final class NetworkArguments {
  /** The names that an encoder's text may begin with, for the help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Encoders.names().iterator();
    }
  }

  /** What comes before the first stage of a ResNet. */
  public enum Stem {
    SMALL(ResNet.Stem.SMALL),
    IMAGENET(ResNet.Stem.STANDARD);

    private final ResNet.Stem form;

    Stem(ResNet.Stem form) {
      this.form = form;
    }
  }

  @Option(
      names = "--encoder",
      paramLabel = "NAME[,SETTING]*",
      completionCandidates = Names.class,
      description =
          "One of ${COMPLETION-CANDIDATES}, alone or with settings, which make it whole:"
              + " resnet50,small,width=0.5,outputStride=16. Default: resnet18.")
  String encoder = "resnet18";

  @Option(
      names = "--stem",
      paramLabel = "STEM",
      description =
          "Of a resnet, small or imagenet. small: 3x3 without pooling. Default: small for views"
              + " of 64 pixels or less.")
  @Nullable Stem stem;

  @Option(
      names = "--width",
      paramLabel = "X",
      description = "Of a resnet, multiplies all channels. Default: 1; for drawn scenes 0.25.")
  @Nullable Double width;

  @Option(
      names = "--output-stride",
      paramLabel = "N",
      description = "Of a resnet, 32, 16, 8 or 4: pixels to a feature cell. Default: 32.")
  public @Nullable Integer outputStride;

  @Option(
      names = "--projector-hidden",
      paramLabel = "N",
      description = "Hidden units of projector and predictor. Default: 4096; for scenes 512.")
  private int projectorHidden;

  @Option(
      names = "--projector-out",
      paramLabel = "N",
      description = "Size of the projection. Default: 256; for scenes 128.")
  private int projectorOut;

  /**
   * The network that is named. A ResNet that is named alone has what suits the views; options
   * beside it win over what its text says.
   *
   * @throws InvalidInputException if no encoder has the name, or an option is not for it
   */
  public Encoder network(int size, boolean scenes) {
    Encoder network = Encoders.parse(encoder);
    if (network instanceof ResNet resnet) {
      return encoder.contains(",") ? adapted(resnet) : adapted(suited(resnet, size, scenes));
    }
    refuse("--stem", stem);
    refuse("--width", width);
    refuse("--output-stride", outputStride);
    return network;
  }

  private static ResNet suited(ResNet network, int size, boolean scenes) {
    return network.forViews(size).withWidth(scenes ? 0.25 : 1);
  }

  private ResNet adapted(ResNet network) {
    return new ResNet(
        network.depth(),
        stem == null ? network.stem() : stem.form,
        Defaults.of(width, network.width()),
        Defaults.of(outputStride, network.outputStride()));
  }

  /** Gives every option that is for the network the value that it has. */
  public void settle(int size, boolean scenes) {
    if (network(size, scenes) instanceof ResNet resnet) {
      stem = resnet.stem() == ResNet.Stem.SMALL ? Stem.SMALL : Stem.IMAGENET;
      width = resnet.width();
      outputStride = resnet.outputStride();
    }
  }

  private void refuse(String option, @Nullable Object given) {
    if (given != null) {
      throw new InvalidInputException(
          option
              + ": it is for resnets, the encoder is '"
              + encoder
              + "'; leave it out, and set in the encoder's text what it takes");
    }
  }

  public Mlp head() {
    return new Mlp(projectorHidden, projectorOut);
  }
}
