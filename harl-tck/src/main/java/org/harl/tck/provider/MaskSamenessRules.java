package org.harl.tck.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.harl.image.Image;
import org.harl.mask.MaskProvider;
import org.harl.tck.backend.Trial;
import org.harl.tck.kit.BrokenPromise;
import org.harl.tck.kit.NotRun;
import org.harl.tck.kit.Rule;
import org.harl.tck.provider.MaskTrial.Answer;

/** PROV, the same image gives the same mask: whenever, whichever instance, thread, machine. */
final class MaskSamenessRules {
  private static final int THREADS = 8;
  private static final int ROUNDS = 3;

  private MaskSamenessRules() {}

  static List<Rule<MaskTrial>> rules() {
    return List.of(
        Rule.<MaskTrial>of(
                "PROV-12",
                "The same pixels MUST get the same mask again.",
                "mask(image) = mask(copy of image)",
                MaskSamenessRules::again)
            .exactly(),
        Rule.<MaskTrial>of(
                "PROV-13",
                "A mask MUST NOT depend on images seen before.",
                "masks in one order = masks in the reverse order",
                MaskSamenessRules::reversed)
            .exactly(),
        Rule.<MaskTrial>of(
                "PROV-14",
                "Another instance MUST give the same masks.",
                "mask(image) of provider() or of the service = mask(image)",
                MaskSamenessRules::otherInstance)
            .exactly(),
        Rule.<MaskTrial>of(
                "PROV-15",
                "One instance MUST serve 8 threads as it serves one.",
                "mask(image) on thread k = mask(image)",
                MaskSamenessRules::threads)
            .exactly(),
        Rule.<MaskTrial>of(
                "PROV-16",
                "Name and masks MUST NOT depend on default locale and time zone.",
                "the same in tr-TR, ar-EG with its digits, Pacific/Kiritimati",
                MaskSamenessRules::locale)
            .exactly());
  }

  private static void again(MaskTrial trial) {
    for (Image image : trial.various()) {
      Answer first = trial.ask(image);
      Image copy = new Image(image.source(), image.width(), image.height(), image.rgb().clone());
      MaskTrial.same("asked for again", image, trial.ask(copy), first);
    }
  }

  private static List<Answer> answers(MaskProvider provider, List<Image> images) {
    return images.stream().map(image -> MaskTrial.ask(provider, image)).toList();
  }

  private static void reversed(MaskTrial trial) {
    List<Image> images = trial.various();
    List<Answer> first = answers(trial.provider(), images);
    for (int i = images.size() - 1; i >= 0; i--) {
      Answer later = trial.ask(images.get(i));
      MaskTrial.same("after other images", images.get(i), later, first.get(i));
    }
  }

  private static void otherInstance(MaskTrial trial) {
    List<MaskProvider> others = trial.others();
    if (others.isEmpty()) {
      throw new NotRun("provider() gives one instance, which is no service");
    }
    List<Image> images = trial.various();
    List<Answer> expected = answers(trial.provider(), images);
    others.forEach(other -> same("of another instance", other, images, expected));
  }

  private static void same(
      String when, MaskProvider provider, List<Image> images, List<Answer> expected) {
    for (int i = 0; i < images.size(); i++) {
      Answer got = MaskTrial.ask(provider, images.get(i));
      MaskTrial.same(when, images.get(i), got, expected.get(i));
    }
  }

  private static void threads(MaskTrial trial) throws Exception {
    List<Image> images = trial.various();
    List<Answer> alone = answers(trial.provider(), images);
    List<Callable<Void>> work = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread;
      work.add(() -> ask(trial.provider(), images, alone, first));
    }
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

  /** All images several times, each thread from another one on. */
  private static Void ask(
      MaskProvider provider, List<Image> images, List<Answer> alone, int first) {
    for (int i = 0; i < ROUNDS * images.size(); i++) {
      int at = (i + first) % images.size();
      Answer got = MaskTrial.ask(provider, images.get(at));
      MaskTrial.same("among 8 threads", images.get(at), got, alone.get(at));
    }
    return null;
  }

  private static void locale(MaskTrial trial) {
    List<Image> images = trial.various();
    String name = trial.provider().name();
    List<Answer> expected = answers(trial.provider(), images);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
        List<MaskProvider> providers = new ArrayList<>(trial.others());
        providers.add(trial.provider());
        for (MaskProvider provider : providers) {
          Trial.require(
              name.equals(provider.name()), "in " + tag + " the name is '" + provider.name() + "'");
          same("in " + tag, provider, images, expected);
        }
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }
}
