package org.harl.masks.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskProvider;
import org.harl.masks.saliency.Saliency;
import org.harl.masks.saliency.SaliencyProvider;

/**
 * How well a provider agrees with ground truth, and what it costs.
 *
 * @param measures over all images
 * @param millisAnImage median CPU time of one thread for an image, milliseconds
 * @param overlaps each image's intersection over union of mask and truth
 * @param blank the names of the images whose truth has no foreground; {@link Measures} says what
 *     they count
 */
public record MaskEvaluation(
    Measures measures, double millisAnImage, List<Double> overlaps, List<String> blank) {
  /** Images whose maps are in memory at a time. */
  private static final int CHUNK = 64;

  private record Result(Saliency map, Mask mask, Mask truth, long nanos) {}

  /**
   * Evaluates on all cores; no figure but the time depends on how many there are.
   *
   * @param provider is asked from several threads
   * @param images in any order
   * @param truth the foreground of every image
   * @param progress told the number of images done
   * @return the figures over all images
   * @throws InvalidInputException if an image cannot be read, or there is no truth for it
   */
  public static MaskEvaluation of(
      SaliencyProvider provider, ImageSource images, MaskProvider truth, IntConsumer progress) {
    Measures measures = new Measures();
    List<Double> overlaps = new ArrayList<>();
    List<String> blank = new ArrayList<>();
    long[] nanos = new long[images.size()];
    for (int first = 0; first < images.size(); first += CHUNK) {
      int end = Math.min(images.size(), first + CHUNK);
      List<Result> results =
          IntStream.range(first, end)
              .parallel()
              .mapToObj(i -> result(provider, read(images, i), truth))
              .toList();
      for (Result result : results) {
        if (result.truth.coverage() == 0) {
          blank.add(images.name(overlaps.size()));
        }
        nanos[overlaps.size()] = result.nanos;
        measures.add(result.map, result.mask, result.truth);
        overlaps.add(Measures.overlap(result.mask, result.truth));
      }
      progress.accept(end);
    }
    Arrays.sort(nanos);
    return new MaskEvaluation(measures, nanos[nanos.length / 2] / 1e6, overlaps, blank);
  }

  private static Result result(SaliencyProvider provider, Image image, MaskProvider truth) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    Saliency map = provider.saliency(image);
    long nanos = threads.getCurrentThreadCpuTime() - start;
    return new Result(map, map.mask(), truth.mask(image), nanos);
  }

  /**
   * {@return an image, or the reason why it cannot be read}
   *
   * @param images where it is read from
   * @param index of the image in its source, from 0
   */
  public static Image read(ImageSource images, int index) {
    try {
      return images.read(index);
    } catch (IOException e) {
      throw new InvalidInputException(
          "image '" + images.name(index) + "' cannot be read: " + e.getMessage(), e);
    }
  }
}
