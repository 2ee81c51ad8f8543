package org.harl.cli.pretrain.record;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.Normalisation;
import org.harl.augment.Photometry;
import org.harl.augment.ViewPlan;
import org.harl.cli.report.HtmlPage;
import org.harl.cli.report.Thumbnails;
import org.harl.data.ImageSource;
import org.harl.data.loader.Batch;
import org.harl.data.loader.BatchLoader;
import org.harl.data.loader.LoaderSettings;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.harl.train.PretrainingPlan;

/** The first images of a run in the views that its network saw, with their masks. */
public final class SampleViews {
  private static final int SHOWN = 6;
  private static final Normalisation NONE =
      new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

  private final Backend backend;
  private final ImageSource images;
  private final PretrainingPlan plan;

  public SampleViews(Backend backend, ImageSource images, PretrainingPlan plan) {
    this.backend = backend;
    this.images = images;
    this.plan = plan;
  }

  /** Adds a row an image: both views, and where there are masks each with its foreground. */
  void addTo(HtmlPage page) throws IOException {
    try (BatchLoader loader = loader();
        Batch batch = loader.next()) {
      List<float[]> views = new ArrayList<>();
      for (int view = 1; view <= batch.views(); view++) {
        views.add(pixels(plan.method().views().get(view - 1), batch.view(view), batch.plans(view)));
      }
      page.add("<table>\n");
      for (int i = 0; i < batch.size(); i++) {
        String name = images.name(batch.samples()[i]);
        page.add("<tr>");
        for (int view = 1; view <= batch.views(); view++) {
          int size = plan.method().views().get(view - 1).size();
          String of = view == 1 ? " of " + name : "";
          String background = batch.plans(view).get(i).background() ? ", other background" : "";
          add(
              page,
              image(name, views.get(view - 1), i, size),
              batch.mask(view),
              i,
              "view " + view + of + background);
        }
        page.add("</tr>\n");
      }
      page.add("</table>\n");
    }
  }

  private BatchLoader loader() {
    return BatchLoader.open(
        LoaderSettings.of(images)
            .withMasks(plan.masksUsed())
            .withRecipes(plan.method().views())
            .withBatchSize(Math.min(SHOWN, images.size()))
            .withSeed(plan.seed())
            .withThreads(1)
            .withPrefetch(1)
            .withImageTimeout(plan.imageTimeout()));
  }

  /** The views after all that is done to their colours, before normalisation, 0..1. */
  private float[] pixels(AugmentationRecipe recipe, TensorData view, List<ViewPlan> plans) {
    Photometry run = Photometry.of(recipe);
    Photometry photometry = new Photometry(recipe, run.blurKernel(), NONE);
    Recorder recorder = new Recorder();
    Tensor input = recorder.input("view", ElementType.UINT8, view.shape());
    recorder.output("pixels", photometry.prepare("view", input));
    Map<String, TensorData> feeds = new HashMap<>(photometry.feeds("view", plans));
    feeds.put("view", view);
    try (Session session = backend.session(new StateDict(Map.of()));
        Executable program = session.compile(recorder.program())) {
      return program.run(feeds).get("pixels").toFloats();
    }
  }

  private static Image image(String name, float[] pixels, int number, int side) {
    int plane = side * side;
    byte[] rgb = new byte[3 * plane];
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = (byte) Math.round(255 * pixels[(3 * number + c) * plane + i]);
      }
    }
    return new Image(name, side, side, rgb);
  }

  private void add(
      HtmlPage page, Image view, Optional<TensorData> masks, int number, String caption)
      throws IOException {
    page.add(HtmlPage.cell(Thumbnails.of(view), caption));
    if (masks.isPresent()) {
      byte[] cells = new byte[view.width() * view.height()];
      masks.get().bytes().position(number * cells.length).get(cells);
      Mask mask = new Mask(view.width(), view.height(), cells);
      BufferedImage tinted = Thumbnails.tinted(view, mask);
      String said = String.format(Locale.ROOT, "%.0f%% foreground", 100 * mask.coverage());
      page.add(HtmlPage.cell(tinted, said));
    }
  }
}
