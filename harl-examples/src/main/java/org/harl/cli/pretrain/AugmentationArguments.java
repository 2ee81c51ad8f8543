package org.harl.cli.pretrain;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.AugmentationRecipe.Blur;
import org.harl.augment.AugmentationRecipe.ColorJitter;
import org.harl.augment.AugmentationRecipe.Range;
import org.harl.augment.Background;
import org.harl.augment.Background.Kind;
import org.harl.cli.options.Numbers;
import org.harl.cli.terminal.OptionGroup;
import org.harl.error.InvalidInputException;
import org.harl.method.Method;
import org.harl.method.MultiCrop;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How views are drawn: what a method says, and what is said of it. */
@OptionGroup("Views")
final class AugmentationArguments {
  private static final String JITTER = "--jitter";
  private static final String BACKGROUND = "--background";
  private static final String SMALL_AREA = "--small-area";
  private static final String NO_BACKGROUND = "none";

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

  @Option(
      names = BACKGROUND,
      paramLabel = "KIND=P[,P]*",
      description =
          "Probability that the background of a view becomes grey (grey=0.2) or that of another image"
              + " (swap=0.2), by the masks that are there; one for all views or one for each, or"
              + " none. Default: the method's.")
  private String background = NO_BACKGROUND;

  @Option(
      names = "--crops",
      paramLabel = "NxPIXELS[,NxPIXELS]*",
      description =
          "How many views of which side: large ones, drawn as the method's, then small ones, which"
              + " are predicted from alone: 2x224,6x96. Default: the method's views.")
  @Nullable String crops;

  @Option(
      names = SMALL_AREA,
      paramLabel = "MIN,MAX",
      description = "Share of the image in a small view of --crops; 0.05,0.14 unless told.")
  @Nullable Numbers smallArea;

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

  /** What {@code --background} is of views whose backgrounds are of one kind. */
  static String backgroundOf(List<AugmentationRecipe> views) {
    List<Background> backgrounds = views.stream().map(AugmentationRecipe::background).toList();
    double[] each = backgrounds.stream().mapToDouble(Background::probability).toArray();
    return backgrounds.stream()
        .filter(Background::any)
        .findFirst()
        .map(some -> some.kind().name().toLowerCase(Locale.ROOT) + "=" + Numbers.of(each))
        .orElse(NO_BACKGROUND);
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
                  .withSolarize(solarize.each("--solarize", i, own.size()))
                  .withBackground(background(i, own.size()));
            })
        .toList();
  }

  /** A method with as many large and small views as these options say, where they do. */
  Method cropped(Method method) {
    String text = crops;
    Numbers area = smallArea;
    if (text == null && area != null) {
      throw new InvalidInputException(
          SMALL_AREA + ": there are no small views; name them, as in --crops 2x224,6x96");
    }
    if (text == null) {
      return method;
    }
    MultiCrop views = MultiCrop.parse(text);
    return (area == null ? views : views.withArea(range(area))).on(method);
  }

  private static Range range(Numbers area) {
    if (area.values().size() != 2) {
      throw new InvalidInputException(
          SMALL_AREA + ": two numbers are needed, MIN,MAX, got '" + area + "'");
    }
    return new Range(area.values().get(0), area.values().get(1));
  }

  private Background background(int view, int views) {
    if (background.equalsIgnoreCase(NO_BACKGROUND)) {
      return Background.NONE;
    }
    String[] parts = background.split("=", 2);
    Kind kind =
        Stream.of(Kind.values())
            .filter(one -> parts.length == 2 && one.name().equalsIgnoreCase(parts[0]))
            .findFirst()
            .orElseThrow(this::noBackground);
    return new Background(probabilities(parts[1]).each(BACKGROUND, view, views), kind);
  }

  private Numbers probabilities(String text) {
    try {
      return new Numbers.Converter().convert(text);
    } catch (TypeConversionException e) {
      throw noBackground();
    }
  }

  private InvalidInputException noBackground() {
    return new InvalidInputException(
        BACKGROUND
            + ": grey=P or swap=P is needed, P being a probability for all views or several with"
            + " commas, one for each, or none, got '"
            + background
            + "'");
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
