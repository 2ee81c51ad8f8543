package org.harl.data.loader;

import java.nio.ByteBuffer;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.Resampler;
import org.harl.augment.ViewPlan;
import org.harl.data.reading.ImageReading;
import org.harl.data.reading.LoaderThreads;
import org.harl.draw.Draws;
import org.harl.error.HarlException;
import org.harl.image.Image;

/** Fills slots of batches: reads a sample, draws its views, writes pixels and masks. */
final class ViewWriter implements LoaderThreads.Writer<Assembly> {
  private final LoaderSettings settings;
  private final SampleReader reader;
  private final ImageReading reading;
  private final Resampler resampler = new Resampler();
  private final BackgroundWriter backgrounds;

  ViewWriter(LoaderSettings settings, SampleReader reader) {
    this.settings = settings;
    this.reader = reader;
    reading =
        new ImageReading(
            settings.source(),
            settings.imageTimeout(),
            Thread.currentThread().getName() + "-images");
    backgrounds = new BackgroundWriter(settings.source().size(), reader, reading, resampler);
  }

  @Override
  public void fill(Assembly batch, int slot) throws InterruptedException {
    try {
      read(batch, slot);
    } catch (HarlException | InterruptedException e) {
      throw e;
    } catch (Throwable t) {
      int sample = batch.order[batch.position(slot)];
      throw new HarlException("image '" + settings.source().name(sample) + "': " + t, t);
    }
  }

  /**
   * A sample that stands in for an unreadable one gets that one's draws: not the same view twice.
   */
  private void read(Assembly batch, int slot) throws InterruptedException {
    int position = batch.position(slot);
    int drawn = batch.order[position];
    SampleReader.Sample sample = reader.read(reading, batch.order, position);
    batch.samples[slot] = sample.index();
    for (int view = 0; view < settings.recipes().size(); view++) {
      Draws draws = Draws.ofView(settings.seed(), batch.epoch, drawn, view);
      write(batch, slot, view, sample, draws);
    }
  }

  private void write(Assembly batch, int slot, int view, SampleReader.Sample sample, Draws draws)
      throws InterruptedException {
    AugmentationRecipe recipe = settings.recipes().get(view);
    Image image = sample.image();
    int size = recipe.size();
    int plane = size * size;
    ViewPlan plan = recipe.plan(draws, image.width(), image.height(), sample.mask());
    batch.plans[view][slot] = plan;
    ByteBuffer pixels = batch.buffers.views().get(view).bytes();
    resampler.view(image, plan, size, pixels, 3 * plane * slot);
    if (plan.background()) {
      backgrounds.replace(recipe, draws, plan, sample, pixels, 3 * plane * slot);
    }
    if (sample.mask() != null || sample.labels() != null) {
      ByteBuffer masks = batch.buffers.masks().get(view).bytes();
      cover(masks, plane * slot, plan, size, sample);
      if (settings.regions() != null) {
        batch.regions[view][slot] =
            SampledRegions.of(
                draws.fork("regions"), masks, plane * slot, plane, settings.regions());
      }
    }
  }

  /** The map of labels if there is one, else the mask. */
  private void cover(
      ByteBuffer masks, int offset, ViewPlan plan, int size, SampleReader.Sample sample) {
    if (sample.labels() != null) {
      resampler.labels(sample.labels(), plan, size, masks, offset);
    } else if (sample.mask() != null) {
      resampler.mask(sample.mask(), plan, size, masks, offset);
    }
  }

  @Override
  public void close() {
    reading.close();
  }
}
