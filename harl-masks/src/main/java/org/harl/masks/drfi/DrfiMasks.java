package org.harl.masks.drfi;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.harl.error.FileFaults;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.mask.MaskProvider;
import org.harl.masks.pixels.Scaling;
import org.harl.masks.pixels.Segmentation;
import org.harl.masks.pixels.UnitRange;
import org.harl.masks.regions.FilterBank;
import org.harl.masks.regions.PixelFeatures;
import org.harl.masks.regions.RegionFeatures;
import org.harl.masks.regions.RegionForest;
import org.harl.masks.regions.SegmentationLevel;
import org.harl.masks.saliency.Saliency;
import org.harl.masks.saliency.SaliencyProvider;

/**
 * {@code drfi}: discriminative regional feature integration (Jiang et al., CVPR 2013 and IJCV
 * 2017). The image is segmented fifteen times, finely to coarsely; boosted regression trees say of
 * every region by 93 features how likely it is foreground; the fifteen maps are added. Images
 * larger than 400 pixels are scaled down for the purpose. {@code drfi:FILE} takes a forest of one's
 * own.
 */
@AutoService(MaskProvider.class)
public final class DrfiMasks implements SaliencyProvider {
  static final int LARGEST_SIDE = 400;

  private static final float CONTRAST = 3;
  private static final String SHIPPED = "drfi.forest";
  private static final FilterBank FILTERS = new FilterBank();

  private final Forest forest;

  private interface Forest {
    RegionForest get();
  }

  /** The forest in the jar, read with the first use. */
  private static final class Shipped {
    static final RegionForest FOREST = read();

    private static RegionForest read() {
      try (InputStream file = DrfiMasks.class.getResourceAsStream(SHIPPED)) {
        return RegionForest.read(file, SHIPPED);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A provider with the forest in the jar. */
  public DrfiMasks() {
    this(() -> Shipped.FOREST);
  }

  private DrfiMasks(Forest forest) {
    this.forest = forest;
  }

  /**
   * A provider that judges regions by a forest of this module.
   *
   * @param forest trained on the features of {@link #pixels}
   */
  public DrfiMasks(RegionForest forest) {
    this(() -> forest);
  }

  /**
   * {@return a provider with another forest}
   *
   * @param file what {@code harl masks train-drfi} wrote
   * @throws InvalidInputException if it is anything else
   */
  public static DrfiMasks of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new DrfiMasks(RegionForest.read(in, file.toString()));
    } catch (IOException e) {
      throw new InvalidInputException(
          "forest '" + file + "' cannot be read: " + FileFaults.words(e), e);
    }
  }

  @Override
  public String name() {
    return "drfi";
  }

  @Override
  public MaskProvider with(String argument) {
    return of(Path.of(argument));
  }

  @Override
  public Saliency saliency(Image image) {
    Image small = Scaling.within(image, LARGEST_SIDE);
    PixelFeatures pixels = new PixelFeatures(small, FILTERS);
    List<Segmentation> levels = SegmentationLevel.segmentations(small);
    float[] sum = new float[small.width() * small.height()];
    for (Segmentation level : levels) {
      float[] scores = forest.get().answers(RegionFeatures.of(pixels, level));
      for (int i = 0; i < scores.length; i++) {
        scores[i] = (float) StrictMath.exp(CONTRAST * scores[i]);
      }
      int[] labels = level.labels();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += scores[labels[i]];
      }
    }
    Saliency saliency = new Saliency(small.width(), small.height(), UnitRange.stretch(sum));
    return saliency.resized(image.width(), image.height());
  }

  /**
   * {@return the features that the pixels of an image have, for training}
   *
   * @param image in RGB
   */
  public static PixelFeatures pixels(Image image) {
    return new PixelFeatures(image, FILTERS);
  }
}
