package org.harl.cli.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.harl.cli.images.LabelledImages;

/**
 * Images as points, coloured by class; the page shows the picture of the point under the pointer.
 *
 * @param images in the order of the points
 * @param classes by their labels
 */
record PointMaps(LabelledImages images, List<String> classes) {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int MARGIN = 12;
  private static final int RADIUS = 5;
  private static final int PICTURE = 96;
  private static final int MOST_NAMED = 20;
  private static final double GOLDEN_ANGLE = 137.508;

  /** Adds the maps, the legend under them, and the pictures. */
  void addTo(HtmlPage page, EmbeddingMap map) throws IOException {
    page.add("<div class=grid>\n");
    Optional<double[][]> neighbourhoods = map.neighbourhoods();
    if (neighbourhoods.isPresent()) {
      page.add(svg("t-SNE: who is near whom", neighbourhoods.get()));
    }
    page.add(svg("PCA: the two directions of most variance", map.principalComponents()));
    page.add("</div>\n");
    if (neighbourhoods.isEmpty()) {
      page.add(
          "<p>There is no t-SNE map of fewer than 4 images, or of features that are all the same.</p>\n");
    }
    page.add(legend());
    page.add("<script type=\"application/json\" id=map-pictures>" + pictures() + "</script>\n");
    page.script("map.js");
  }

  private String svg(String title, double[][] points) {
    StringBuilder svg = new StringBuilder("<figure><figcaption>" + title + "</figcaption>");
    svg.append("<svg class=map viewBox=\"0 0 %d %d\">%n".formatted(WIDTH, HEIGHT));
    double[] x = spread(points, 0, WIDTH);
    double[] y = spread(points, 1, HEIGHT);
    for (int i = 0; i < points.length; i++) {
      int label = images.labels()[i];
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx=%.1f cy=%.1f r=%d fill=\"%s\" data-image=%d data-class=%d />%n",
              x[i],
              y[i],
              RADIUS,
              colour(label),
              i,
              label));
    }
    return svg.append("</svg></figure>\n").toString();
  }

  /** A coordinate over the width of the map, in its middle where all are the same. */
  private static double[] spread(double[][] points, int axis, int width) {
    double[] values = Arrays.stream(points).mapToDouble(point -> point[axis]).toArray();
    double least = Arrays.stream(values).min().orElse(0);
    double extent = Arrays.stream(values).max().orElse(0) - least;
    return Arrays.stream(values)
        .map(v -> MARGIN + (width - 2 * MARGIN) * (extent > 0 ? (v - least) / extent : 0.5))
        .toArray();
  }

  /** Neighbours in number are far apart in hue; readable on a light and on a dark ground. */
  private static String colour(int label) {
    return String.format(
        Locale.ROOT, "hsl(%.0f 65%% %d%%)", label * GOLDEN_ANGLE % 360, 45 + label % 3 * 8);
  }

  private String legend() {
    StringBuilder legend = new StringBuilder("<div class=legend>");
    IntStream.of(images.labels())
        .distinct()
        .sorted()
        .limit(classes.size() > MOST_NAMED ? 0 : MOST_NAMED)
        .forEach(
            label ->
                legend.append(
                    "<button type=button data-class=%d><span class=dot style=\"color:%s\">\u25cf</span> %s</button>"
                        .formatted(label, colour(label), HtmlPage.escaped(classes.get(label)))));
    return legend.append("</div>\n").toString();
  }

  private String pictures() throws IOException {
    ObjectNode all = new ObjectMapper().createObjectNode();
    ArrayNode pictures = all.putArray("pictures");
    ArrayNode names = all.putArray("names");
    for (int i = 0; i < images.labels().length; i++) {
      pictures.add(HtmlPage.data(Thumbnails.of(images.images().read(i), PICTURE), "jpg"));
      names.add(classes.get(images.labels()[i]));
    }
    return HtmlPage.data(all);
  }
}
