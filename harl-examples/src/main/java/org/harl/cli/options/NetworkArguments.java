package org.harl.cli.options;

import java.util.Locale;
import org.harl.model.Mlp;
import org.harl.model.ResNet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The networks. */
public final class NetworkArguments {
  private static final int LARGEST_SMALL_VIEW = 64;

  enum Depth {
    RESNET18,
    RESNET34,
    RESNET50,
    RESNET101
  }

  public enum Stem {
    SMALL,
    IMAGENET
  }

  @Option(
      names = "--encoder",
      paramLabel = "NAME",
      description = "resnet18, resnet34, resnet50 or resnet101. Default: resnet18.")
  Depth encoder = Depth.RESNET18;

  @Option(
      names = "--stem",
      paramLabel = "STEM",
      description =
          "small or imagenet. small: 3x3 without pooling. Default: small for views of 64"
              + " pixels or less.")
  @Nullable Stem stem;

  @Option(
      names = "--width",
      paramLabel = "X",
      description = "Multiplies all channels. Default: 1; for drawn scenes 0.25.")
  @Nullable Double width;

  @Option(
      names = "--output-stride",
      paramLabel = "N",
      description = "32, 16, 8 or 4: pixels to a feature cell. Default: 32.")
  public int outputStride = 32;

  @Option(
      names = "--projector-hidden",
      paramLabel = "N",
      description = "Hidden units of projector and predictor. Default: 4096; for scenes 512.")
  @Nullable Integer projectorHidden;

  @Option(
      names = "--projector-out",
      paramLabel = "N",
      description = "Size of the projection. Default: 256; for scenes 128.")
  @Nullable Integer projectorOut;

  public ResNet resnet(int size, boolean scenes) {
    ResNet network = ResNet.parse(encoder.name().toLowerCase(Locale.ROOT));
    boolean small = stem == null ? size <= LARGEST_SMALL_VIEW : stem == Stem.SMALL;
    return (small ? network.small() : network)
        .withWidth(Defaults.of(width, scenes ? 0.25 : 1))
        .withOutputStride(outputStride);
  }

  public Mlp head(boolean scenes) {
    return new Mlp(
        Defaults.of(projectorHidden, scenes ? 512 : 4096),
        Defaults.of(projectorOut, scenes ? 128 : 256));
  }
}
