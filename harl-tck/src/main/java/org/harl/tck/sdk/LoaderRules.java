package org.harl.tck.sdk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.ViewPlan;
import org.harl.data.ImageSource;
import org.harl.data.loader.LoaderSettings;
import org.harl.draw.Draws;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.tck.backend.Trial;
import org.harl.tck.kit.Rule;
import org.harl.tck.sdk.Sdk.Delivered;
import org.harl.tck.sdk.Sdk.Place;
import org.harl.tck.sdk.Sdk.Run;
import org.harl.trace.TensorData;

/** AUG, its loader: the same batches whatever the machine. */
final class LoaderRules {
  private LoaderRules() {}

  static List<Rule<SdkTrial>> rules() {
    return List.of(
        Rule.<SdkTrial>of(
                "AUG-25",
                "Batches MUST NOT depend on the number of loader threads.",
                "batches(1 thread) = batches(8 threads)",
                LoaderRules::anyThreads)
            .exactly(),
        Rule.<SdkTrial>of(
                "AUG-26",
                "A run that starts in the middle MUST make the batches of the whole run.",
                "batches(start k) = batches(start 0) from k on",
                LoaderRules::anyStart)
            .exactly(),
        Rule.<SdkTrial>of(
                "AUG-27",
                "An image's views MUST NOT depend on the batch that they are in.",
                "view(epoch, sample) is the same at batch size 2 and 4",
                LoaderRules::anyBatchSize)
            .exactly(),
        Rule.<SdkTrial>of(
                "AUG-28",
                "An epoch MUST show each image once at most, in an order of its own.",
                "a permutation drawn from (seed, epoch)",
                LoaderRules::epochs)
            .exactly(),
        Rule.<SdkTrial>of(
                "AUG-29",
                "A row of a batch MUST be its image and mask under the plan of its place.",
                "view(image, plan(seed, epoch, sample, view)), mask alike",
                LoaderRules::planned)
            .exactly());
  }

  /** 13 images of drawn pixels, each with a drawn mask. */
  private record Source() implements ImageSource {
    @Override
    public int size() {
      return 13;
    }

    @Override
    public String name(int index) {
      return "image-" + index;
    }

    @Override
    public Image read(int index) {
      byte[] rgb = new byte[3 * width(index) * height(index)];
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) Draws.ofSeed(index).bits(i);
      }
      return new Image(name(index), width(index), height(index), rgb);
    }

    @Override
    public Optional<Mask> mask(int index) {
      byte[] cells = new byte[width(index) * height(index)];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = (byte) Draws.ofSeed(index).fork("mask").below(i, 2);
      }
      return Optional.of(new Mask(width(index), height(index), cells));
    }

    private static int width(int index) {
      return 20 + index % 5;
    }

    private static int height(int index) {
      return 18 + index % 7;
    }
  }

  private static List<Delivered> load(SdkTrial trial, Run run) {
    AugmentationRecipe first = AugmentationRecipe.first(16);
    AugmentationRecipe second = AugmentationRecipe.second(12);
    return trial
        .sdk()
        .load(LoaderSettings.of(new Source()).withRecipes(List.of(first, second)), run);
  }

  private static void anyThreads(SdkTrial trial) {
    same(load(trial, Run.of(8)), load(trial, Run.of(1)));
  }

  private static void anyStart(SdkTrial trial) {
    List<Delivered> whole = load(trial, Run.of(2));
    Run run = Run.of(2);
    same(
        load(trial, new Run(run.seed(), run.batchSize(), run.epochs(), 2, 1, 1)),
        whole.subList(whole.size() / 2 + 1, whole.size()));
  }

  private static void same(List<Delivered> got, List<Delivered> expected) {
    Trial.require(
        got.size() == expected.size(), got.size() + " batches, expected " + expected.size());
    for (int i = 0; i < got.size(); i++) {
      Delivered a = got.get(i);
      Delivered b = expected.get(i);
      String what = "batch " + b.index() + " of epoch " + b.epoch();
      Trial.require(
          a.epoch() == b.epoch() && a.index() == b.index(),
          "batch " + a.index() + " of epoch " + a.epoch() + " in the place of " + what);
      Trial.require(
          Arrays.equals(a.samples(), b.samples()),
          what
              + " holds "
              + Arrays.toString(a.samples())
              + ", expected "
              + Arrays.toString(b.samples()));
      for (int t = 0; t < b.tensors().size(); t++) {
        Trial.same(what + ", tensor " + t, a.tensors().get(t), b.tensors().get(t));
      }
    }
  }

  private record Row(int epoch, int sample) {}

  private static void anyBatchSize(SdkTrial trial) {
    Map<Row, List<TensorData>> small = rows(load(trial, new Run(11, 2, 2, 2, 0, 0)));
    rows(load(trial, new Run(11, 4, 2, 2, 0, 0)))
        .forEach(
            (sample, rows) -> {
              List<TensorData> others = small.get(sample);
              Trial.require(others != null, sample + " is not among " + small.keySet());
              for (int i = 0; i < rows.size(); i++) {
                Trial.same(sample + ", tensor " + i, rows.get(i), others.get(i));
              }
            });
  }

  /** What was delivered, by epoch and sample. */
  private static Map<Row, List<TensorData>> rows(List<Delivered> batches) {
    Map<Row, List<TensorData>> rows = new HashMap<>();
    for (Delivered batch : batches) {
      for (int row = 0; row < batch.samples().length; row++) {
        List<TensorData> tensors = new ArrayList<>();
        for (TensorData tensor : batch.tensors()) {
          tensors.add(row(tensor, row));
        }
        rows.put(new Row(batch.epoch(), batch.samples()[row]), tensors);
      }
    }
    return rows;
  }

  private static TensorData row(TensorData data, int row) {
    byte[] bytes = new byte[data.shape().size() / data.shape().dim(0)];
    data.bytes().get(row * bytes.length, bytes);
    return TensorData.of(data.shape().with(0, 1), bytes);
  }

  private static void planned(SdkTrial trial) {
    Source source = new Source();
    rows(load(trial, Run.of(2)))
        .forEach(
            (row, got) -> {
              Image image = source.read(row.sample);
              Mask mask = source.mask(row.sample).orElseThrow();
              for (int view = 0; view < 2; view++) {
                int size = view == 0 ? 16 : 12;
                AugmentationRecipe recipe = trial.sdk().recipe(view, size);
                Place at = new Place(Run.of(2).seed(), row.epoch, row.sample, view);
                ViewPlan plan = trial.sdk().plan(recipe, at, image.width(), image.height(), mask);
                equal("pixels of " + at, got.get(view), trial.sdk().view(image, plan, size));
                equal("mask of " + at, got.get(2 + view), trial.sdk().mask(mask, plan, size));
              }
            });
  }

  private static void equal(String what, TensorData got, byte[] expected) {
    Trial.same(what, got, TensorData.of(got.shape(), expected));
  }

  private static void epochs(SdkTrial trial) {
    Map<Integer, List<Integer>> orders = new HashMap<>();
    for (Delivered batch : load(trial, Run.of(2))) {
      List<Integer> order = orders.computeIfAbsent(batch.epoch(), epoch -> new ArrayList<>());
      Arrays.stream(batch.samples()).forEach(order::add);
    }
    orders.forEach(
        (epoch, order) ->
            Trial.require(
                order.size() == 12 && order.stream().distinct().count() == 12,
                "epoch " + epoch + " shows " + order));
    Trial.require(orders.size() == 2, "2 epochs, got " + orders.keySet());
    Trial.require(!orders.get(0).equals(orders.get(1)), "both epochs show " + orders.get(0));
  }
}
