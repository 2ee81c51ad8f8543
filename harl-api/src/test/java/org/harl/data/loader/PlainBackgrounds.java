package org.harl.data.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.harl.data.loader.LoaderRuns.SEED;
import static org.harl.data.loader.LoaderRuns.loader;
import static org.harl.data.loader.LoaderRuns.row;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.Background;
import org.harl.augment.Resampler;
import org.harl.augment.ViewPlan;
import org.harl.draw.Draws;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskProvider;

/** What backgrounds come to by plain loops. */
final class PlainBackgrounds {
  static final MaskProvider BLOCKS = new Blocks();

  private static final byte GREY = (byte) 128;

  private PlainBackgrounds() {}

  /** A block off the middle, and a pixel in a corner. */
  private static final class Blocks implements MaskProvider {
    @Override
    public String name() {
      return "blocks";
    }

    @Override
    public Mask mask(Image image) {
      int width = image.width();
      byte[] cells = new byte[width * image.height()];
      for (int i = 0; i < cells.length; i++) {
        int x = i % width;
        int y = i / width;
        boolean inside = 3 * x >= width && 4 * x < 3 * width && 2 * y >= 7 && 3 * y < 40;
        cells[i] = (byte) (inside || i == width - 1 ? 1 : 0);
      }
      return new Mask(width, image.height(), cells);
    }
  }

  /** The views of a row, given those without another background; how often one had none. */
  private static int compare(LoaderSettings settings, Batch batch, Batch plain, int slot)
      throws IOException {
    int alone = 0;
    for (int view = 1; view <= 2; view++) {
      AugmentationRecipe recipe = settings.recipes().get(view - 1);
      byte[] wanted = row(plain.view(view), slot);
      byte[] mask = row(plain.mask(view).orElseThrow(), slot);
      ViewPlan plan = batch.plans(view).get(slot);
      if (plan.background()) {
        byte[] background = new byte[wanted.length];
        Arrays.fill(background, GREY);
        if (recipe.background().swaps()) {
          Draws draws = Draws.ofView(SEED, batch.epoch(), batch.samples()[slot], view - 1);
          alone += other(settings, recipe, draws, plan, batch.samples()[slot], background) ? 1 : 0;
        }
        for (int i = 0; i < wanted.length; i++) {
          wanted[i] = mask[i % mask.length] == 1 ? wanted[i] : background[i];
        }
      }
      assertThat(row(batch.view(view), slot)).isEqualTo(wanted);
      assertThat(row(batch.mask(view).orElseThrow(), slot)).isEqualTo(mask);
    }
    return alone;
  }

  /** The background of another image, whose foreground is tiled over; whether it has none. */
  private static boolean other(
      LoaderSettings settings,
      AugmentationRecipe recipe,
      Draws draws,
      ViewPlan view,
      int own,
      byte[] pixels)
      throws IOException {
    int drawn = draws.fork("background").fork("image").below(0, settings.source().size() - 1);
    Image image = settings.source().read(drawn < own ? drawn : drawn + 1);
    ViewPlan plan = Background.plan(recipe, draws, view, image.width(), image.height());
    int size = recipe.size();
    byte[] mask = new byte[size * size];
    new Resampler().view(image, plan, size, ByteBuffer.wrap(pixels), 0);
    new Resampler().mask(BLOCKS.mask(image), plan, size, ByteBuffer.wrap(mask), 0);
    int[] tile = largest(mask, size);
    for (int i = 0; i < pixels.length; i++) {
      int x = i % size;
      int y = i / size % size;
      if (mask[y * size + x] == 1) {
        while (tile[4] > 0 && x < tile[1]) {
          x += tile[3];
        }
        while (tile[4] > 0 && x >= tile[1] + tile[3]) {
          x -= tile[3];
        }
        while (tile[4] > 0 && y < tile[0]) {
          y += tile[2];
        }
        while (tile[4] > 0 && y >= tile[0] + tile[2]) {
          y -= tile[2];
        }
        pixels[i] = tile[4] == 0 ? GREY : pixels[i / (size * size) * size * size + y * size + x];
      }
    }
    return tile[4] == 0;
  }

  /** Top, left, height, width and area; of several the first by last row, last column, top. */
  private static int[] largest(byte[] mask, int size) {
    int[] best = new int[5];
    for (int end = 0; end < size; end++) {
      for (int right = 0; right < size; right++) {
        for (int top = 0; top <= end; top++) {
          for (int left = right; left >= 0; left--) {
            int area = (end - top + 1) * (right - left + 1);
            if (area > best[4] && isEmpty(mask, size, top, left, end, right)) {
              best = new int[] {top, left, end - top + 1, right - left + 1, area};
            }
          }
        }
      }
    }
    return best;
  }

  private static boolean isEmpty(byte[] mask, int size, int top, int left, int end, int right) {
    for (int y = top; y <= end; y++) {
      for (int x = left; x <= right; x++) {
        if (mask[y * size + x] == 1) {
          return false;
        }
      }
    }
    return true;
  }

  /** How many views of an epoch were compared with one that is foreground alone. */
  static int compare(LoaderSettings settings) throws IOException {
    int alone = 0;
    try (BatchLoader loader = BatchLoader.open(settings);
        BatchLoader plain = BatchLoader.open(settings.withRecipes(plain(settings)))) {
      while (loader.hasNext()) {
        try (Batch batch = loader.next();
            Batch own = plain.next()) {
          for (int slot = 0; slot < batch.size(); slot++) {
            alone += compare(settings, batch, own, slot);
          }
        }
      }
    }
    return alone;
  }

  static List<AugmentationRecipe> plain(LoaderSettings settings) {
    return settings.recipes().stream().map(r -> r.withBackground(Background.NONE)).toList();
  }
}
