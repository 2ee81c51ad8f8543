package org.harl.cli;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.harl.data.Image;
import org.harl.mask.Mask;
import org.harl.mask.MaskProvider;
import org.harl.masks.Measures;
import org.harl.masks.Saliency;
import org.harl.masks.SaliencyProvider;
import org.jspecify.annotations.Nullable;

/**
 * One HTML file, pictures included, to look masks over: a row an image, with the saliency and the
 * mask of each provider, and the true mask where it is known.
 */
final class MaskSheet {
  private static final int LONGEST_SIDE = 220;
  private static final int TINT = 0xff3b6f;
  private static final String STYLE =
      "body{font:14px sans-serif;margin:24px;background:#fafafa;color:#222}"
          + "table{border-collapse:collapse}th{text-align:left;padding:4px 8px}"
          + "td{padding:4px 8px;vertical-align:top}img{display:block}"
          + "figcaption{color:#555;font-size:12px;max-width:220px;overflow-wrap:anywhere}"
          + "figure{margin:0}";

  private final Map<String, MaskProvider> providers;
  private final @Nullable MaskProvider truth;
  private final List<String> rows = new ArrayList<>();

  /**
   * An empty sheet.
   *
   * @param providers by the names that the columns get, in order
   * @param truth the true masks, where they are known
   */
  MaskSheet(Map<String, MaskProvider> providers, @Nullable MaskProvider truth) {
    this.providers = providers;
    this.truth = truth;
  }

  /** Adds an image. */
  void add(Image image) throws IOException {
    StringBuilder row = new StringBuilder("<tr>");
    row.append(cell(picture(image), image.source()));
    Mask wanted = truth == null ? null : truth.mask(image);
    if (wanted != null) {
      row.append(cell(tinted(image, wanted), share(wanted)));
    }
    for (MaskProvider provider : providers.values()) {
      if (provider instanceof SaliencyProvider grades) {
        row.append(cell(grey(grades.saliency(image)), ""));
      }
      Mask mask = provider.mask(image);
      String overlap =
          wanted == null
              ? ""
              : String.format(Locale.ROOT, ", IoU %.2f", Measures.overlap(mask, wanted));
      row.append(cell(tinted(image, mask), share(mask) + overlap));
    }
    rows.add(row.append("</tr>\n").toString());
  }

  /** Writes the file in one move. */
  void write(Path file, String title) throws IOException {
    StringBuilder head = new StringBuilder("<tr><th>image</th>");
    head.append(truth == null ? "" : "<th>ground truth</th>");
    providers.forEach(
        (name, provider) -> {
          String columns = provider instanceof SaliencyProvider ? "2" : "1";
          head.append("<th colspan=" + columns + ">" + escaped(name) + "</th>");
        });
    String html =
        "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><title>"
            + escaped(title)
            + "</title><style>"
            + STYLE
            + "</style>\n<h1>"
            + escaped(title)
            + "</h1>\n<table>\n"
            + head
            + "</tr>\n"
            + rows.stream().collect(Collectors.joining())
            + "</table>\n</html>\n";
    Path aside = file.resolveSibling("." + file.getFileName() + ".partial");
    Files.writeString(aside, html);
    Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String cell(BufferedImage picture, String caption) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "jpg", bytes);
    return "<td><figure><img alt=\"\" src=\"data:image/jpeg;base64,"
        + Base64.getEncoder().encodeToString(bytes.toByteArray())
        + "\"><figcaption>"
        + escaped(caption)
        + "</figcaption></figure></td>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String share(Mask mask) {
    return String.format(Locale.ROOT, "%.0f%% foreground", 100 * mask.coverage());
  }

  private static BufferedImage picture(Image image) {
    int[] pixels = new int[image.width() * image.height()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = rgb(image, i);
    }
    return small(pixels, image.width(), image.height());
  }

  private static int rgb(Image image, int i) {
    return (image.rgb()[3 * i] & 0xff) << 16
        | (image.rgb()[3 * i + 1] & 0xff) << 8
        | image.rgb()[3 * i + 2] & 0xff;
  }

  private static BufferedImage grey(Saliency saliency) {
    byte[] values = saliency.toBytes();
    int[] pixels = new int[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (values[i] & 0xff) * 0x010101;
    }
    return small(pixels, saliency.width(), saliency.height());
  }

  /** The foreground in its colours under a tint, the background dark. */
  private static BufferedImage tinted(Image image, Mask mask) {
    int[] pixels = new int[image.width() * image.height()];
    for (int i = 0; i < pixels.length; i++) {
      int half = (rgb(image, i) & 0xfefefe) >> 1;
      pixels[i] = mask.cells()[i] == 1 ? half + ((TINT & 0xfefefe) >> 1) : half;
    }
    return small(pixels, image.width(), image.height());
  }

  private static BufferedImage small(int[] pixels, int width, int height) {
    BufferedImage whole = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    whole.setRGB(0, 0, width, height, pixels, 0, width);
    double scale = (double) LONGEST_SIDE / Math.max(width, height);
    int w = Math.max(1, (int) Math.round(scale * width));
    int h = Math.max(1, (int) Math.round(scale * height));
    BufferedImage small = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(whole, 0, 0, w, h, null);
    graphics.dispose();
    return small;
  }
}
