package org.harl.cli.options;

import org.harl.embed.EmbedderSettings;
import org.harl.embed.TrainedEncoder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How images are read and viewed where nothing is drawn. */
public final class ViewArguments {
  @Option(
      names = "--resize",
      paramLabel = "PIXELS",
      description =
          "Short side of the images before the centred square is cut out, for example 256 for"
              + " views of 224 as torchvision and BYOL have it. Default: the side of the views.")
  private @Nullable Integer resize;

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
    return new EmbedderSettings(batch, threads, timeout.limit(), resize);
  }

  /** Refuses an encoder whose views are larger than what they are cut out of. */
  public void check(TrainedEncoder encoder) {
    Checks.atLeast("--resize", Defaults.of(resize, encoder.size()), encoder.size());
  }
}
