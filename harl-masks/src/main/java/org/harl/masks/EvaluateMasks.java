package org.harl.masks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.harl.InvalidInputException;
import org.harl.data.Image;
import org.harl.data.ImageFolder;
import org.harl.data.ImageSource;
import org.harl.mask.MaskFiles;
import org.harl.mask.MaskProvider;
import org.harl.mask.MaskProviders;

/**
 * Prints how well a provider's saliency agrees with ground truth, and how long it takes: arguments
 * IMAGES TRUTH PROVIDER, two folders with the same paths ({@code a/b.jpg} and {@code a/b.png}).
 */
public final class EvaluateMasks {
  private EvaluateMasks() {}

  /** Runs it on one thread. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      throw new InvalidInputException("arguments: IMAGES TRUTH PROVIDER");
    }
    ImageSource images = ImageFolder.of(Path.of(arguments[0]));
    MaskProvider truth = new MaskFiles(Path.of(arguments[1]));
    MaskProvider named = MaskProviders.find(arguments[2]);
    if (!(named instanceof SaliencyProvider provider)) {
      throw new InvalidInputException("provider '" + named.name() + "' gives no saliency");
    }
    Measures measures = new Measures();
    long nanos = 0;
    for (int i = 0; i < images.size(); i++) {
      Image image = images.read(i);
      long start = System.nanoTime();
      Saliency saliency = provider.saliency(image);
      nanos += System.nanoTime() - start;
      measures.add(saliency, Binarisation.mask(saliency), truth.mask(image));
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d images, max F %.3f, MAE %.3f, IoU %.3f, %.2f ms an image%n",
        provider.name(),
        measures.images(),
        measures.maxF(),
        measures.meanAbsoluteError(),
        measures.intersectionOverUnion(),
        nanos / 1e6 / images.size());
  }
}
