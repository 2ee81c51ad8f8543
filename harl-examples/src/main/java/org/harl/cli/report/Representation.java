package org.harl.cli.report;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.harl.cli.images.LabelledImages;
import org.harl.data.ImageSource;
import org.harl.draw.Draws;
import org.harl.embed.Embedder;
import org.harl.embed.Embeddings;
import org.harl.eval.neighbours.KnnClassifier;
import org.harl.eval.neighbours.Neighbours;
import org.harl.image.Image;
import org.harl.mask.MaskChoice;

/** An encoder's features in pictures: neighbours, maps, and where their energy lies. */
public final class Representation {
  private static final int MOST_SEARCHED = 5000;
  private static final int MOST_MAPPED = 400;
  private static final int QUERIES = 8;
  private static final int SHOWN = 6;

  private final Embedder embedder;
  private final LabelledImages searched;
  private final LabelledImages shown;

  /**
   * Takes some of the images.
   *
   * @param embedder of the encoder, which the caller closes
   * @param searched where neighbours are looked for
   * @param shown labelled in the same numbers
   */
  public Representation(Embedder embedder, LabelledImages searched, LabelledImages shown) {
    this.embedder = embedder;
    this.searched = drawn(searched, MOST_SEARCHED);
    this.shown = drawn(shown, MOST_MAPPED);
  }

  /** At most so many, drawn, in their order; always the same ones. */
  private static LabelledImages drawn(LabelledImages all, int most) {
    int[] order = Draws.ofSeed(0).fork("shown").permutation(all.labels().length);
    return all.part(IntStream.of(order).limit(most).sorted().toArray());
  }

  /**
   * Adds all sections.
   *
   * @param classes by the labels of both sets
   * @param masks of the images shown; without any there is no section on energy
   */
  public void addTo(HtmlPage page, List<String> classes, MaskChoice masks) throws IOException {
    Embedded asked = Embedded.of(embedder, shown);
    neighbours(page, classes, asked);
    page.heading("Map of the features");
    new PointMaps(asked.images, classes).addTo(page, new EmbeddingMap(asked.vectors));
    ImageSource images = asked.images.images();
    if (masks.any()) {
      page.heading("Energy of the features in and out of the mask");
      new FeatureEnergy(embedder, images, masks).addTo(page);
    }
  }

  /** Those images that can be read, with their vectors. */
  private record Embedded(LabelledImages images, float[][] vectors) {
    static Embedded of(Embedder embedder, LabelledImages all) {
      Embeddings read = embedder.readable(all.images());
      return new Embedded(all.part(read.images()), read.vectors());
    }
  }

  private void neighbours(HtmlPage page, List<String> classes, Embedded asked) throws IOException {
    page.heading("Nearest neighbours: an image, then the images whose features are most alike");
    Embedded known = Embedded.of(embedder, searched);
    int all = asked.vectors.length;
    int count = Math.min(QUERIES, all);
    int[] chosen = IntStream.range(0, count).map(i -> i * all / count).toArray();
    LabelledImages queries = asked.images.part(chosen);
    float[][] vectors =
        IntStream.of(chosen).mapToObj(i -> asked.vectors[i]).toArray(float[][]::new);
    List<Neighbours> found =
        KnnClassifier.of(known.vectors, known.images.labels())
            .withNeighbours(SHOWN)
            .nearest(vectors);
    page.add("<table>\n");
    for (int i = 0; i < chosen.length; i++) {
      String name = classes.get(queries.labels()[i]);
      page.add("<tr>" + HtmlPage.cell(Thumbnails.of(queries.images().read(i)), name));
      for (int n = 0; n < found.get(i).count(); n++) {
        page.add(cell(known.images, found.get(i), n, queries.labels()[i], classes));
      }
      page.add("</tr>\n");
    }
    page.add("</table>\n");
  }

  private static String cell(
      LabelledImages searched, Neighbours near, int place, int asked, List<String> classes)
      throws IOException {
    Image image = searched.images().read(near.index(place));
    int label = searched.labels()[near.index(place)];
    String said =
        String.format(
            Locale.ROOT,
            "%s %s, cosine %.3f",
            label == asked ? "\u2713" : "\u2717",
            classes.get(label),
            near.cosine(place));
    return HtmlPage.cell(Thumbnails.of(image), said);
  }
}
