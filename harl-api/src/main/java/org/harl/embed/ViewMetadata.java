package org.harl.embed;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.harl.augment.EvalView;
import org.harl.augment.Normalisation;
import org.harl.augment.ResamplingFilter;
import org.harl.error.InvalidInputException;
import org.harl.error.NearestName;
import org.jspecify.annotations.Nullable;

/**
 * How an encoder views an image, as the metadata of its file have it: {@code size}, {@code resize},
 * {@code filter}, {@code mean} and {@code deviation}. What a file does not say is as it was before
 * files said it: the short side that of the square, bicubic, ImageNet's numbers.
 */
final class ViewMetadata {
  private static final String SIZE = "size";
  private static final String RESIZE = "resize";
  private static final String FILTER = "filter";
  private static final String MEAN = "mean";
  private static final String DEVIATION = "deviation";
  private static final String SEPARATOR = ",";
  private static final String PIXELS = "[1-9]\\d{0,4}";

  private ViewMetadata() {}

  static void put(Map<String, String> metadata, EvalView view) {
    metadata.put(SIZE, Integer.toString(view.size()));
    metadata.put(RESIZE, Integer.toString(view.resize()));
    metadata.put(FILTER, view.filter().name().toLowerCase(Locale.ROOT));
    metadata.put(MEAN, text(view.normalisation().mean()));
    metadata.put(DEVIATION, text(view.normalisation().deviation()));
  }

  /** Whether harl wrote these metadata with all keys. */
  static boolean isComplete(Map<String, String> metadata) {
    return metadata.keySet().containsAll(List.of(SIZE, RESIZE, FILTER, MEAN, DEVIATION));
  }

  private static String text(List<Double> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(SEPARATOR));
  }

  /**
   * The view. That of a file which does not name the size is harl's standard, whatever other
   * programs mean by the other keys.
   *
   * @param side of another view's square, with the same share of the short side in it
   * @throws InvalidInputException if neither names the size, or what is there cannot be meant
   */
  static EvalView of(Map<String, String> metadata, @Nullable Integer side) {
    String size = metadata.getOrDefault(SIZE, "");
    if (!size.matches(PIXELS)) {
      if (side == null) {
        throw new InvalidInputException(
            "its metadata do not name the size of its views, as pretraining writes it; give the"
                + " size (--size)");
      }
      return new EvalView(side);
    }
    String resize = metadata.getOrDefault(RESIZE, size);
    if (!resize.matches(PIXELS)) {
      throw fault(RESIZE, resize, "a number of pixels");
    }
    EvalView view =
        new EvalView(
            Integer.parseInt(size),
            Integer.parseInt(resize),
            filter(metadata),
            new Normalisation(
                numbers(metadata, MEAN, Normalisation.IMAGENET.mean()),
                numbers(metadata, DEVIATION, Normalisation.IMAGENET.deviation())));
    return side == null ? view : view.scaledTo(side);
  }

  private static ResamplingFilter filter(Map<String, String> metadata) {
    String name = metadata.getOrDefault(FILTER, ResamplingFilter.BICUBIC.name());
    List<String> names = Arrays.stream(ResamplingFilter.values()).map(Enum::name).toList();
    String known = NearestName.inAnyCase(name, names);
    if (!names.contains(known)) {
      throw fault(FILTER, name, "bicubic or bilinear");
    }
    return ResamplingFilter.valueOf(known);
  }

  private static List<Double> numbers(
      Map<String, String> metadata, String key, List<Double> otherwise) {
    String text = metadata.get(key);
    if (text == null) {
      return otherwise;
    }
    try {
      return Arrays.stream(text.split(SEPARATOR)).map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      throw fault(key, text, "three numbers with commas between");
    }
  }

  private static InvalidInputException fault(String key, String value, String wanted) {
    return new InvalidInputException(
        "its metadata have '" + value + "' as '" + key + "', which must be " + wanted);
  }
}
