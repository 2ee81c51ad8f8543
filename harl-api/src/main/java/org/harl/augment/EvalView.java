package org.harl.augment;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.ByteBuffer;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;

/**
 * The one view of an image that evaluation uses: the whole image resized until its short side is
 * {@code resize}, then the centred square of {@code size}, as torchvision's {@code Resize} and
 * {@code CenterCrop} have it: the long side is rounded down, the square's place to the nearest
 * pixel, halves to the even one. An image of size x size is passed on bit for bit where both are
 * the same.
 *
 * @param size height and width of the view in pixels, at least 1
 * @param resize the short side before the crop in pixels, at least {@code size}
 * @param filter that it is resized by; bicubic with antialiasing where nothing is said. With
 *     another one than in training features differ, by 15% with bilinear
 * @param normalisation mean and deviation of the view's channels, those that the encoder was
 *     trained with
 */
@RecordBuilder
public record EvalView(int size, int resize, ResamplingFilter filter, Normalisation normalisation)
    implements EvalViewBuilder.With {
  /** Checks the sizes. */
  public EvalView {
    if (size < 1) {
      throw new InvalidInputException("evaluation view: size must be at least 1, got " + size);
    }
    if (resize < size) {
      throw new InvalidInputException(
          "evaluation view: a short side of "
              + resize
              + " pixels holds no square of "
              + size
              + "; resize to at least "
              + size);
    }
  }

  /**
   * The bicubic view that resizes no further than to the square's side, with ImageNet's numbers.
   *
   * @param size the side of the square, in pixels, at least 1
   */
  public EvalView(int size) {
    this(size, size);
  }

  /**
   * The bicubic view with ImageNet's normalisation.
   *
   * @param size the side of the square, in pixels, at least 1
   * @param resize the short side that an image is resized to before the square is cut out, in
   *     pixels, at least {@code size}; 256 for 224 as a rule
   */
  public EvalView(int size, int resize) {
    this(size, resize, ResamplingFilter.BICUBIC, Normalisation.IMAGENET);
  }

  /**
   * {@return the view for an encoder that a recipe's views have trained: of their size and
   * normalisation}
   *
   * @param recipe that of view 1
   */
  public static EvalView of(AugmentationRecipe recipe) {
    int size = recipe.size();
    return new EvalView(size, size, ResamplingFilter.BICUBIC, recipe.normalisation());
  }

  /**
   * {@return this view at another size, with the same share of the short side in the square}
   *
   * @param pixels the new side of the square, at least 1
   */
  public EvalView scaledTo(int pixels) {
    return new EvalView(
        pixels, (int) Math.rint((double) resize * pixels / size), filter, normalisation);
  }

  /**
   * Writes the pixels, rounded and clipped, as [3, size, size]; they are not normalised.
   *
   * @param resampler of the calling thread
   * @param image of any size
   * @param out receives 3 * size * size bytes from {@code offset} on; its position does not move
   * @param offset the first byte that is written
   */
  public void view(Resampler resampler, Image image, ByteBuffer out, int offset) {
    int shortSide = Math.min(image.width(), image.height());
    Taps across = taps(image.width(), shortSide);
    Taps down = taps(image.height(), shortSide);
    CropBox whole = CropBox.whole(image.width(), image.height());
    resampler.bytes(image, whole, across, down, false, out, offset);
  }

  /**
   * Writes the mask of the same view as [1, size, size] of 0 and 1, nearest neighbour.
   *
   * @param mask of the size of its image
   * @param out receives size * size bytes from {@code offset} on; its position does not move
   * @param offset the first byte that is written
   */
  public void mask(Mask mask, ByteBuffer out, int offset) {
    int shortSide = Math.min(mask.width(), mask.height());
    int[] columns = nearest(mask.width(), shortSide);
    int[] rows = nearest(mask.height(), shortSide);
    CropBox whole = CropBox.whole(mask.width(), mask.height());
    new NearestCells().write(mask.cells(), mask.width(), whole, columns, rows, false, out, offset);
  }

  private Taps taps(int inputs, int shortSide) {
    int total = resized(inputs, shortSide);
    return new Taps(filter, inputs, total, from(total), size);
  }

  private int[] nearest(int inputs, int shortSide) {
    int total = resized(inputs, shortSide);
    return NearestCells.indices(inputs, total, from(total), size);
  }

  private int resized(int side, int shortSide) {
    return (int) ((long) resize * side / shortSide);
  }

  /** Python's {@code round((total - size) / 2.0)}. */
  private int from(int total) {
    return (int) Math.rint((total - size) / 2.0);
  }
}
