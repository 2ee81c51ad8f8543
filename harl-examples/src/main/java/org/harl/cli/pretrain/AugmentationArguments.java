package org.harl.cli.pretrain;

import java.util.List;
import java.util.stream.IntStream;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.AugmentationRecipe.Blur;
import org.harl.augment.AugmentationRecipe.ColorJitter;
import org.harl.cli.options.Numbers;
import org.harl.error.InvalidInputException;
import picocli.CommandLine.Option;

/** How views are drawn: what a method says, and what is said of it. */
final class AugmentationArguments {
  private static final String JITTER = "--jitter";

  @Option(
      names = "--min-area",
      paramLabel = "SHARE",
      description = "Smallest share of the image in a view. Default: the method's; for scenes 0.5.")
  private double minArea;

  @Option(
      names = JITTER,
      paramLabel = "P,B,C,S,H",
      description =
          "Colour jitter: its probability, the strengths of brightness, contrast and saturation,"
              + " and the largest shift of hue, 0..0.5. Default: the method's.")
  private Numbers jitter = Numbers.of();

  @Option(
      names = "--grayscale",
      paramLabel = "P",
      description = "Probability that a view loses its colour. Default: the method's.")
  private double grayscale;

  @Option(
      names = "--blur",
      paramLabel = "P[,P]*",
      description =
          "Probability of the Gaussian blur, one for all views or one for each. Default: the"
              + " method's.")
  private Numbers blur = Numbers.of();

  @Option(
      names = "--no-blur",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "YES",
      description = "Leave out the Gaussian blur. Default: false; for scenes true.")
  private boolean noBlur;

  @Option(
      names = "--solarize",
      paramLabel = "P[,P]*",
      description =
          "Probability that values of 1/2 and more are inverted, one for all views or one for each."
              + " Default: the method's.")
  private Numbers solarize = Numbers.of();

  /** What {@code --jitter} is of a view. */
  static Numbers jitterOf(AugmentationRecipe view) {
    ColorJitter j = view.jitter();
    return Numbers.of(j.probability(), j.brightness(), j.contrast(), j.saturation(), j.hue());
  }

  /** What {@code --blur} is of views. */
  static Numbers blurOf(List<AugmentationRecipe> views) {
    return Numbers.of(views.stream().mapToDouble(view -> view.blur().probability()).toArray());
  }

  /** What {@code --solarize} is of views. */
  static Numbers solarizeOf(List<AugmentationRecipe> views) {
    return Numbers.of(views.stream().mapToDouble(AugmentationRecipe::solarize).toArray());
  }

  /**
   * A method's views with what these options say of them. What is as the first view has it leaves
   * all views as they are.
   */
  List<AugmentationRecipe> views(List<AugmentationRecipe> own) {
    AugmentationRecipe first = own.get(0);
    return IntStream.range(0, own.size())
        .mapToObj(
            i -> {
              AugmentationRecipe view = own.get(i);
              return view.withArea(
                      minArea == first.area().min() ? view.area().min() : minArea,
                      view.area().max())
                  .withJitter(jitter.equals(jitterOf(first)) ? view.jitter() : jittered())
                  .withGrayscale(grayscale == first.grayscale() ? view.grayscale() : grayscale)
                  .withBlur(
                      new Blur(
                          noBlur ? 0 : blur.each("--blur", i, own.size()), view.blur().sigma()))
                  .withSolarize(solarize.each("--solarize", i, own.size()));
            })
        .toList();
  }

  private ColorJitter jittered() {
    List<Double> n = jitter.values();
    if (n.size() != 5) {
      throw new InvalidInputException(
          JITTER
              + ": five numbers are needed, PROBABILITY,BRIGHTNESS,CONTRAST,SATURATION,HUE, got '"
              + jitter
              + "'");
    }
    return new ColorJitter(n.get(0), n.get(1), n.get(2), n.get(3), n.get(4));
  }
}
