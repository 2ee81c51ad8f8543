package org.harl.cli.options;

import java.util.Iterator;
import org.harl.cli.terminal.OptionGroup;
import org.harl.error.InvalidInputException;
import org.harl.model.Encoder;
import org.harl.model.Encoders;
import org.harl.model.Head;
import org.harl.model.Perceptron;
import org.harl.model.ResNet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The networks. */
@OptionGroup("Networks")
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

  private static final String HIDDEN = "--projector-hidden";
  private static final String OUT = "--projector-out";
  private static final String PREDICTOR = "--predictor-hidden";

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
      names = HIDDEN,
      paramLabel = "N",
      description = "Hidden units of the projector. Default: the method's; for scenes 512.")
  private @Nullable Integer projectorHidden;

  @Option(
      names = OUT,
      paramLabel = "N",
      description = "Size of the projection. Default: the method's; for scenes 128.")
  private @Nullable Integer projectorOut;

  @Option(
      names = PREDICTOR,
      paramLabel = "N",
      description =
          "Hidden units of the predictor. Default: as those of the projector, in the method's"
              + " proportion.")
  private @Nullable Integer predictorHidden;

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

  /** A method's projector with what these options say of it. */
  public Head projector(Head own) {
    return sized(own, HIDDEN, projectorHidden);
  }

  /** A method's predictor with what these options say of it. */
  public Head predictor(Head own) {
    return sized(own, PREDICTOR, predictorHidden);
  }

  private Head sized(Head own, String option, @Nullable Integer hidden) {
    if (own instanceof Perceptron head && head.out() > 0) {
      if (hidden != null && head.layers() == 1) {
        throw new InvalidInputException(
            option + ": the method's head is one layer, without hidden units; leave it out");
      }
      return head.ofUnits(
          Defaults.of(hidden, head.hidden()), Defaults.of(projectorOut, head.out()));
    }
    refuseSize(option, hidden, own);
    refuseSize(OUT, projectorOut, own);
    return own;
  }

  private static void refuseSize(String option, @Nullable Integer given, Head own) {
    if (given != null) {
      throw new InvalidInputException(
          option + ": the method's head is '" + own + "', which has its size; leave it out");
    }
  }
}
