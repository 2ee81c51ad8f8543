package org.harl.data.loader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.harl.augment.AugmentationRecipe;
import org.harl.data.ImageSource;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskProvider;
import org.harl.trace.TensorData;

/** Small runs of a loader, and what they run on. */
final class LoaderRuns {
  static final long SEED = 11;
  static final AugmentationRecipe ONE = AugmentationRecipe.first(16);
  static final AugmentationRecipe TWO = AugmentationRecipe.second(12);

  private LoaderRuns() {}

  static LoaderSettings loader(ImageSource source) {
    return LoaderSettings.of(source)
        .withRecipes(List.of(ONE, TWO))
        .withBatchSize(4)
        .withSeed(SEED)
        .withThreads(2);
  }

  /** Everything a run delivers, as text. */
  static List<String> run(LoaderSettings settings) {
    List<String> batches = new ArrayList<>();
    try (BatchLoader loader = BatchLoader.open(settings)) {
      while (loader.hasNext()) {
        try (Batch batch = loader.next()) {
          batches.add(
              batch
                  + Arrays.toString(batch.samples())
                  + batch.plans(1)
                  + batch.plans(2)
                  + hash(batch.view(1))
                  + hash(batch.view(2))
                  + batch.mask(1).map(LoaderRuns::hash)
                  + batch.mask(2).map(LoaderRuns::hash));
        }
      }
    }
    return batches;
  }

  private static String hash(TensorData data) {
    byte[] bytes = new byte[data.shape().size()];
    data.bytes().get(bytes);
    return data + ":" + Arrays.hashCode(bytes);
  }

  static byte[] row(TensorData data, int row) {
    byte[] bytes = new byte[data.shape().size() / data.shape().dim(0)];
    data.bytes().get(row * bytes.length, bytes);
    return bytes;
  }

  /** Foreground where red is above 127. */
  static final class RedMasks implements MaskProvider {
    final AtomicInteger calls = new AtomicInteger();

    @Override
    public String name() {
      return "red";
    }

    @Override
    public Mask mask(Image image) {
      calls.incrementAndGet();
      byte[] cells = new byte[image.width() * image.height()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = (byte) (image.rgb()[3 * i] < 0 ? 1 : 0);
      }
      return new Mask(image.width(), image.height(), cells);
    }
  }

  /** A source whose first images have masks that are all foreground; counts its reads. */
  static final class Whole implements ImageSource {
    final AtomicInteger reads = new AtomicInteger();
    private final ImageSource images;
    private final int masked;

    Whole(ImageSource images, int masked) {
      this.images = images;
      this.masked = masked;
    }

    @Override
    public int size() {
      return images.size();
    }

    @Override
    public String name(int index) {
      return images.name(index);
    }

    @Override
    public Image read(int index) throws IOException {
      reads.incrementAndGet();
      return images.read(index);
    }

    @Override
    public Optional<Mask> mask(int index) {
      if (index >= masked) {
        return Optional.empty();
      }
      try {
        Image image = images.read(index);
        byte[] cells = new byte[image.width() * image.height()];
        Arrays.fill(cells, (byte) 1);
        return Optional.of(new Mask(image.width(), image.height(), cells));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
