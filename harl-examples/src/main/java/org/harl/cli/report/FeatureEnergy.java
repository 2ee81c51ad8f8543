package org.harl.cli.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.harl.augment.EvalView;
import org.harl.augment.Resampler;
import org.harl.data.ImageSource;
import org.harl.embed.Embedder;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskChoice;

/**
 * Where an encoder looks: the share of its feature map's energy that lies in the masks, beside the
 * share of the area that they cover.
 */
final class FeatureEnergy {
  private static final int SHOWN = 8;

  private final ImageSource images;
  private final MaskChoice masks;
  private final float[][] energy;
  private final EvalView eval;

  /**
   * Measures images.
   *
   * @param masks where they come from, not {@link MaskChoice#none}
   */
  FeatureEnergy(Embedder embedder, ImageSource images, MaskChoice masks) throws IOException {
    this.images = images;
    this.masks = masks;
    eval = embedder.encoder().view();
    energy = embedder.energy(images);
  }

  /** Adds a row an image, and the means over all of them. */
  void addTo(HtmlPage page) throws IOException {
    Resampler resampler = new Resampler();
    double inside = 0;
    double area = 0;
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < images.size(); i++) {
      Image image = images.read(i);
      Image view = view(resampler, image);
      Mask mask = mask(i, image);
      double share = share(energy[i], mask);
      inside += share / images.size();
      area += mask.coverage() / images.size();
      if (i % Math.max(1, images.size() / SHOWN) == 0) {
        rows.append(row(view, mask, energy[i], share));
      }
    }
    page.add(
        String.format(
            Locale.ROOT,
            "<p>Over %d images the masks cover %.1f%% of the area and hold %.1f%% of the energy.</p>%n",
            images.size(),
            100 * area,
            100 * inside));
    page.add("<table>\n" + rows + "</table>\n");
  }

  private String row(Image view, Mask mask, float[] cells, double share) throws IOException {
    String said =
        String.format(
            Locale.ROOT,
            "%.0f%% of the area, %.0f%% of the energy",
            100 * mask.coverage(),
            100 * share);
    return "<tr>"
        + HtmlPage.cell(Thumbnails.of(view), view.source())
        + HtmlPage.cell(Thumbnails.tinted(view, mask), said)
        + HtmlPage.cell(heat(cells), "energy")
        + "</tr>\n";
  }

  /** Of each cell of the feature map, spread evenly over its pixels. */
  private static double share(float[] cells, Mask mask) {
    int side = (int) Math.round(Math.sqrt(cells.length));
    double inside = 0;
    double all = 0;
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        float value = cells[y * side / mask.height() * side + x * side / mask.width()];
        all += value;
        inside += mask.cells()[y * mask.width() + x] * value;
      }
    }
    return all > 0 ? inside / all : 0;
  }

  private BufferedImage heat(float[] cells) {
    int side = (int) Math.round(Math.sqrt(cells.length));
    float most = Float.MIN_NORMAL;
    for (float cell : cells) {
      most = Math.max(most, cell);
    }
    byte[] rgb = new byte[3 * cells.length];
    for (int i = 0; i < cells.length; i++) {
      float level = cells[i] / most;
      rgb[3 * i] = (byte) Math.round(255 * Math.min(1, 2 * level));
      rgb[3 * i + 1] = (byte) Math.round(255 * Math.max(0, 2 * level - 1));
      rgb[3 * i + 2] = (byte) Math.round(60 * (1 - level));
    }
    return Thumbnails.of(new Image("energy", side, side, rgb));
  }

  private Image view(Resampler resampler, Image image) {
    int size = eval.size();
    int plane = size * size;
    ByteBuffer planes = ByteBuffer.allocate(3 * plane);
    eval.view(resampler, image, planes, 0);
    byte[] rgb = new byte[3 * plane];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = planes.get(i % 3 * plane + i / 3);
    }
    return new Image(image.source(), size, size, rgb);
  }

  private Mask mask(int index, Image image) {
    Mask whole = masks.mask(images, index, image).orElseThrow();
    int size = eval.size();
    ByteBuffer cells = ByteBuffer.allocate(size * size);
    eval.mask(whole, cells, 0);
    return new Mask(size, size, cells.array());
  }
}
