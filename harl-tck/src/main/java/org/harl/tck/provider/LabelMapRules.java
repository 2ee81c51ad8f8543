package org.harl.tck.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.harl.data.ImageSource;
import org.harl.image.Image;
import org.harl.image.LabelMap;
import org.harl.mask.MaskProvider;
import org.harl.tck.backend.Trial;
import org.harl.tck.kit.BrokenPromise;
import org.harl.tck.kit.Rule;
import org.jspecify.annotations.Nullable;

/** PROV, maps of labels: of a provider of masks those of its two regions. */
final class LabelMapRules {
  private static final int THREADS = 8;

  private LabelMapRules() {}

  static List<Rule<MaskTrial>> rules() {
    return List.of(
        Rule.<MaskTrial>of(
                "PROV-17",
                "A map of labels MUST have the size of its image, or be refused by a HarlException that names it.",
                "width and height of the image",
                LabelMapRules::size)
            .exactly(),
        Rule.<MaskTrial>of(
                "PROV-18",
                "An image that gets a mask MUST get a map of labels, of as many regions as are promised at most.",
                "count of labels(image) <= mostRegions(images, 255)",
                LabelMapRules::count)
            .exactly(),
        Rule.<MaskTrial>of(
                "PROV-19",
                "A map of labels MUST stay as it was returned when others are asked for.",
                "labels(before) = labels(after)",
                LabelMapRules::kept)
            .exactly(),
        Rule.<MaskTrial>of(
                "PROV-20",
                "The same pixels MUST get the same map of labels: after other images, of another instance, on 8 threads.",
                "labels(image) = labels(copy of image)",
                LabelMapRules::same)
            .exactly());
  }

  private static void size(MaskTrial trial) {
    for (Image image : trial.various()) {
      LabelMap map = trial.askLabels(image);
      Trial.require(
          map == null || map.width() == image.width() && map.height() == image.height(),
          MaskTrial.described(image) + " gets a " + map);
    }
  }

  private static void count(MaskTrial trial) {
    List<Image> images = trial.various();
    int most = trial.provider().mostRegions(new Several(images), LabelMap.NONE);
    for (Image image : images) {
      LabelMap map = trial.askLabels(image);
      Trial.require(
          map != null || trial.ask(image).mask() == null,
          MaskTrial.described(image) + " gets a mask, but no map of labels");
      Trial.require(
          map == null || map.regions().length <= most,
          MaskTrial.described(image)
              + " has "
              + (map == null ? 0 : map.regions().length)
              + " regions, "
              + most
              + " at most are promised");
    }
  }

  private record Several(List<Image> images) implements ImageSource {
    @Override
    public int size() {
      return images.size();
    }

    @Override
    public String name(int index) {
      return images.get(index).source();
    }

    @Override
    public Image read(int index) {
      return images.get(index);
    }
  }

  private static void kept(MaskTrial trial) {
    for (Image image : trial.various()) {
      LabelMap map = trial.askLabels(image);
      if (map != null) {
        LabelMap copy = new LabelMap(map.width(), map.height(), map.labels().clone());
        trial.askLabels(MaskProviderRules.mirrored(image));
        Trial.require(
            map.equals(copy),
            "the map of " + MaskTrial.described(image) + " changes as another one is asked for");
      }
    }
  }

  private static void same(MaskTrial trial) throws Exception {
    List<Image> images = trial.various();
    List<LabelMap> first = new ArrayList<>();
    images.forEach(image -> first.add(trial.askLabels(image)));
    for (int i = images.size() - 1; i >= 0; i--) {
      Image image = images.get(i);
      Image copy = new Image(image.source(), image.width(), image.height(), image.rgb().clone());
      requireSame("asked for again", image, trial.askLabels(copy), first.get(i));
    }
    for (MaskProvider other : trial.others()) {
      askAll(other, "of another instance", images, first, 0);
    }
    onThreads(trial.provider(), images, first);
  }

  private static void onThreads(MaskProvider provider, List<Image> images, List<LabelMap> first)
      throws Exception {
    List<Callable<Void>> work =
        IntStream.range(0, THREADS)
            .mapToObj(
                k -> (Callable<Void>) () -> askAll(provider, "among 8 threads", images, first, k))
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BrokenPromise found) {
        throw found;
      }
      throw e;
    } finally {
      threads.shutdownNow();
    }
  }

  private static @Nullable Void askAll(
      MaskProvider provider, String when, List<Image> images, List<LabelMap> first, int from) {
    for (int i = 0; i < images.size(); i++) {
      int at = (i + from) % images.size();
      requireSame(
          when, images.get(at), MaskTrial.askLabels(provider, images.get(at)), first.get(at));
    }
    return null;
  }

  private static void requireSame(
      String when, Image image, @Nullable LabelMap got, @Nullable LabelMap expected) {
    Trial.require(
        Objects.equals(got, expected),
        MaskTrial.described(image) + " " + when + ": another map of labels than before");
  }
}
