package org.harl.augment;

import org.harl.draw.Draws;
import org.harl.error.InvalidInputException;
import org.harl.image.Mask;
import org.jspecify.annotations.Nullable;

/** Random resized crops (Szegedy et al. 2015), as torchvision draws them, and object-aware ones. */
final class CropDraws {
  private static final int REDRAWS = 5;
  private static final double FOREGROUND = 0.2;

  private final AugmentationRecipe recipe;

  CropDraws(AugmentationRecipe recipe) {
    this.recipe = recipe;
  }

  CropBox draw(Draws draws, int imageWidth, int imageHeight, @Nullable Mask mask) {
    if (imageWidth < 1 || imageHeight < 1) {
      throw new InvalidInputException(
          "view plan: an image of " + imageWidth + " x " + imageHeight + " pixels");
    }
    CropBox box = crop(draws.fork(0), imageWidth, imageHeight);
    if (!recipe.objectAware() || mask == null) {
      return box;
    }
    if (mask.width() != imageWidth || mask.height() != imageHeight) {
      throw new InvalidInputException(
          "view plan: an image of " + imageWidth + " x " + imageHeight + " pixels with a " + mask);
    }
    for (int again = 1; again <= REDRAWS && !showsObject(box, mask); again++) {
      box = crop(draws.fork(again), imageWidth, imageHeight);
    }
    return box;
  }

  private static boolean showsObject(CropBox box, Mask mask) {
    long sum = 0;
    for (int y = box.top(); y < box.top() + box.height(); y++) {
      int row = y * mask.width() + box.left();
      for (int x = 0; x < box.width(); x++) {
        sum += mask.cells()[row + x];
      }
    }
    return sum > FOREGROUND * ((long) box.width() * box.height());
  }

  private CropBox crop(Draws draws, int imageWidth, int imageHeight) {
    double pixels = (double) imageWidth * imageHeight;
    double logMin = StrictMath.log(recipe.aspect().min());
    double logMax = StrictMath.log(recipe.aspect().max());
    for (int i = 0; i < recipe.tries(); i++) {
      double area = pixels * draws.uniform(4L * i, recipe.area().min(), recipe.area().max());
      double aspect = StrictMath.exp(draws.uniform(4L * i + 1, logMin, logMax));
      long width = Math.round(Math.sqrt(area * aspect));
      long height = Math.round(Math.sqrt(area / aspect));
      if (width >= 1 && width <= imageWidth && height >= 1 && height <= imageHeight) {
        int top = draws.below(4L * i + 2, imageHeight - (int) height + 1);
        int left = draws.below(4L * i + 3, imageWidth - (int) width + 1);
        return new CropBox(top, left, (int) height, (int) width);
      }
    }
    return centred(imageWidth, imageHeight);
  }

  /** The largest centred box whose aspect is within the range. */
  private CropBox centred(int imageWidth, int imageHeight) {
    double aspect = (double) imageWidth / imageHeight;
    int width = imageWidth;
    int height = imageHeight;
    if (aspect < recipe.aspect().min()) {
      height = Math.max(1, (int) Math.round(width / recipe.aspect().min()));
    } else if (aspect > recipe.aspect().max()) {
      width = Math.max(1, (int) Math.round(height * recipe.aspect().max()));
    }
    return new CropBox((imageHeight - height) / 2, (imageWidth - width) / 2, height, width);
  }
}
