package org.harl.cli.options;

import java.io.Serializable;
import org.harl.augment.EvalView;
import org.harl.augment.ResamplingFilter;
import org.harl.cli.terminal.OptionGroup;
import org.harl.embed.EmbedderSettings;
import org.harl.embed.TrainedEncoder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How images are read and viewed where nothing is drawn. */
@OptionGroup("Encoder and its view")
public final class ViewArguments implements Serializable {
  private static final long serialVersionUID = 1L;

  @Option(
      names = "--resize",
      paramLabel = "PIXELS",
      description =
          "Short side of the images before the centred square is cut out, for example 256 for"
              + " views of 224 as torchvision and BYOL have it. Default: what the encoder's file"
              + " says, else the side of the views.")
  private @Nullable Integer resize;

  @Option(
      names = "--filter",
      paramLabel = "NAME",
      description =
          "What images are resized by, bicubic or bilinear (as torchvision's networks have it)."
              + " Default: what the encoder's file says, else bicubic.")
  private @Nullable ResamplingFilter filter;

  @Mixin private ImageTimeout timeout = new ImageTimeout();

  /** As if this had been given; null for what is the default. */
  public void resize(@Nullable Integer pixels) {
    resize = pixels;
  }

  /**
   * The settings that the options come to.
   *
   * @param batch images at a time
   * @param threads that read and decode images
   */
  public EmbedderSettings settings(int batch, int threads) {
    Checks.atLeast("--resize", Defaults.of(resize, 1), 1);
    return new EmbedderSettings(batch, threads, timeout.limit());
  }

  /** The encoder with the view that the options ask for. */
  public TrainedEncoder viewing(TrainedEncoder encoder) {
    EvalView view = encoder.view();
    int shortSide = Defaults.of(resize, view.resize());
    Checks.atLeast("--resize", shortSide, view.size());
    return encoder.withView(
        view.withResize(shortSide).withFilter(Defaults.of(filter, view.filter())));
  }
}
