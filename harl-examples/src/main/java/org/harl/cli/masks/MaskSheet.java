package org.harl.cli.masks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.harl.cli.report.HtmlPage;
import org.harl.cli.report.Thumbnails;
import org.harl.image.Image;
import org.harl.image.LabelMap;
import org.harl.image.Mask;
import org.harl.mask.MaskProvider;
import org.harl.masks.measure.Measures;
import org.harl.masks.saliency.SaliencyProvider;
import org.jspecify.annotations.Nullable;

/**
 * One HTML file, pictures included, to look masks over: a row an image, with the saliency and the
 * mask of each provider, or its regions in colours, and the true mask where it is known.
 */
final class MaskSheet {
  private final Map<String, MaskProvider> providers;
  private final Set<MaskProvider> labelled;
  private final @Nullable MaskProvider truth;
  private final List<String> rows = new ArrayList<>();

  /**
   * An empty sheet.
   *
   * @param providers by the names that the columns get, in order
   * @param labelled those of them whose maps of labels are shown in the place of masks
   * @param truth the true masks, where they are known
   */
  MaskSheet(
      Map<String, MaskProvider> providers,
      Set<MaskProvider> labelled,
      @Nullable MaskProvider truth) {
    this.providers = providers;
    this.labelled = labelled;
    this.truth = truth;
  }

  /** Adds an image. */
  void add(Image image) throws IOException {
    StringBuilder row = new StringBuilder("<tr>");
    row.append(HtmlPage.cell(Thumbnails.of(image), image.source()));
    Mask wanted = truth == null ? null : truth.mask(image);
    if (wanted != null) {
      row.append(HtmlPage.cell(Thumbnails.tinted(image, wanted), share(wanted)));
    }
    for (MaskProvider provider : providers.values()) {
      if (labelled.contains(provider)) {
        LabelMap map = provider.labels(image);
        String regions = map.regions().length + " regions";
        row.append(HtmlPage.cell(Thumbnails.coloured(image, map), regions));
        continue;
      }
      if (provider instanceof SaliencyProvider grades) {
        row.append(HtmlPage.cell(Thumbnails.grey(grades.saliency(image)), ""));
      }
      Mask mask = provider.mask(image);
      String overlap =
          wanted == null
              ? ""
              : String.format(Locale.ROOT, ", IoU %.2f", Measures.overlap(mask, wanted));
      row.append(HtmlPage.cell(Thumbnails.tinted(image, mask), share(mask) + overlap));
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
          head.append("<th colspan=" + columns + ">" + HtmlPage.escaped(name) + "</th>");
        });
    HtmlPage page = new HtmlPage(title);
    page.add("<table>\n" + head + "</tr>\n" + String.join("", rows) + "</table>\n");
    page.write(file);
  }

  private static String share(Mask mask) {
    return String.format(Locale.ROOT, "%.0f%% foreground", 100 * mask.coverage());
  }
}
