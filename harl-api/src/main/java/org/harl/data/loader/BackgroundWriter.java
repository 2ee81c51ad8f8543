package org.harl.data.loader;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.Background;
import org.harl.augment.BackgroundPaste;
import org.harl.augment.Resampler;
import org.harl.augment.ViewPlan;
import org.harl.data.reading.ImageReading;
import org.harl.draw.Draws;

/** Replaces the backgrounds of views that are written, those of other images read for it. */
final class BackgroundWriter {
  private final int images;
  private final SampleReader reader;
  private final ImageReading reading;
  private final Resampler resampler;

  /**
   * @param images how many the source has
   */
  BackgroundWriter(int images, SampleReader reader, ImageReading reading, Resampler resampler) {
    this.images = images;
    this.reader = reader;
    this.reading = reading;
    this.resampler = resampler;
  }

  /**
   * Gives a view another background.
   *
   * @param draws of the view
   * @param plan as which it was written
   * @param sample of which it is a view
   * @param view its pixels, from {@code offset} on
   */
  void replace(
      AugmentationRecipe recipe,
      Draws draws,
      ViewPlan plan,
      SampleReader.Sample sample,
      ByteBuffer view,
      int offset)
      throws InterruptedException {
    int size = recipe.size();
    byte[] mask = mask(sample, plan, size);
    BackgroundPaste paste = new BackgroundPaste(size);
    if (!recipe.background().swaps()) {
      paste.grey(mask, view, offset);
      return;
    }
    int drawn = Background.other(draws, sample.index(), images);
    SampleReader.Sample other = reader.other(reading, drawn, sample.index());
    ViewPlan of =
        Background.plan(recipe, draws, plan, other.image().width(), other.image().height());
    byte[] pixels = new byte[3 * size * size];
    resampler.view(other.image(), of, size, ByteBuffer.wrap(pixels), 0);
    paste.swap(mask, pixels, mask(other, of, size), view, offset);
  }

  private byte[] mask(SampleReader.Sample sample, ViewPlan plan, int size) {
    byte[] cells = new byte[size * size];
    resampler.mask(Objects.requireNonNull(sample.mask()), plan, size, ByteBuffer.wrap(cells), 0);
    return cells;
  }
}
