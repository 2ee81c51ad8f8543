package org.harl.train;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.Background;
import org.harl.augment.Normalisation;
import org.harl.data.ImageSource;
import org.harl.mask.MaskChoice;
import org.harl.method.MethodBuilder;
import org.harl.model.weights.Sha256;
import org.harl.schedule.LearningRate;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.jspecify.annotations.Nullable;

/** What a run is, in words that can be compared with those of the run that left a checkpoint. */
final class RunOrigin {
  /** Keys of what may change between two parts of a run. */
  private static final String ENGINE = "engine";

  private static final String HARL = "harl";

  /** Begins the keys of texts that are the caller's. */
  private static final String NOTE = "note ";

  /** Begins the keys of views, of which there may be fewer than then. */
  private static final String VIEW = "view ";

  /** What no result depends on, and what is told otherwise. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "method",
          "masks",
          "stopAfterEpochs",
          "loaderThreads",
          "imageTimeout",
          "initial",
          "checkpoints",
          "notes");

  /** Keys that checkpoints of earlier versions do not have. */
  private static final Set<String> ADDED = Set.of("precision", "threads", "engine safety");

  /** What settings are that nobody sets: those that a checkpoint of before them had. */
  private static final Map<String, String> STANDARD =
      Stream.concat(
              MethodBuilder.stream(PlanDefaults.method()),
              PretrainingPlanBuilder.stream(PretrainingPlan.builder().build()))
          .collect(Collectors.toMap(Map.Entry::getKey, setting -> text(setting.getValue())));

  private RunOrigin() {}

  /**
   * Plan, images, arithmetic, versions. Threads that decode and where the run stops are not part of
   * it.
   *
   * @param plan for these images, {@link PretrainingPlan#on}
   */
  static Map<String, String> of(PretrainingPlan plan, ImageSource images, Backend backend) {
    Map<String, String> origin = new LinkedHashMap<>();
    MethodBuilder.stream(plan.method())
        .forEach(setting -> put(origin, setting.getKey(), setting.getValue(), plan, images));
    if (plan.masksUsed().any()) {
      origin.put("masks", masks(plan));
    }
    PretrainingPlanBuilder.stream(plan)
        .filter(setting -> !LEFT_OUT.contains(setting.getKey()))
        .forEach(setting -> put(origin, setting.getKey(), setting.getValue(), plan, images));
    origin.put("images", index(images));
    BackendOptions options = backend.options();
    origin.put("precision", text(options.precision()));
    origin.put("threads", Integer.toString(options.threads()));
    origin.put("engine safety", text(options.safety()));
    origin.put(ENGINE, backend.device().name() + ", " + backend.device().description());
    origin.put(
        HARL, Objects.toString(RunOrigin.class.getPackage().getImplementationVersion(), "unknown"));
    plan.notes().forEach((name, text) -> origin.put(NOTE + name, text));
    return origin;
  }

  /**
   * What an encoder came of: the run, but for the caller's notes, and how far it was.
   *
   * @param run as {@link #of} has it of the plan
   * @param epochs that were done
   * @param network which of the run's two
   */
  static Map<String, String> ofEncoder(
      Map<String, String> run, PretrainingPlan plan, int epochs, TrainingListener.Network network) {
    Map<String, String> origin = withoutNotes(run);
    origin.remove("encoder");
    origin.put("first weights", plan.initial() == null ? "drawn" : "given");
    origin.put("epochs done", Integer.toString(epochs));
    origin.put("network", text(network).toLowerCase(Locale.ROOT));
    return origin;
  }

  /**
   * Runs of harl before recipes named a normalisation had ImageNet's, and views of one piece with
   * their own backgrounds.
   */
  static String view(AugmentationRecipe recipe) {
    return text(recipe)
        .replace(", normalisation=" + Normalisation.IMAGENET, "")
        .replace(", background=" + Background.NONE + "]", "]")
        .replace(", tiles=1]", "]");
  }

  private static void put(
      Map<String, String> origin,
      String name,
      @Nullable Object value,
      PretrainingPlan plan,
      ImageSource images) {
    if (value instanceof LearningRate rate) {
      origin.put("learning rate", text(rate.schedule(plan.size(images.size()))));
    } else if (name.equals("views")) {
      for (int view = 1; view <= plan.method().views().size(); view++) {
        origin.put(VIEW + view, view(plan.method().views().get(view - 1)));
      }
    } else {
      origin.put(name, text(value));
    }
  }

  /** Runs of harl before this text drew plain crops where the crops alone looked at a provider. */
  private static String masks(PretrainingPlan plan) {
    boolean forCrops = plan.masks() instanceof MaskChoice.Provided && !plan.step().needsMasks();
    return plan.masks().name() + (forCrops ? ", for crops" : "");
  }

  /** Of these entries those that are the run's own. */
  static Map<String, String> withoutNotes(Map<String, String> origin) {
    Map<String, String> own = new LinkedHashMap<>(origin);
    own.keySet().removeIf(key -> key.startsWith(NOTE));
    return own;
  }

  /** Of these entries those that were the plan's notes. */
  static Map<String, String> notes(Map<String, String> origin) {
    Map<String, String> notes = new LinkedHashMap<>();
    origin.forEach(
        (key, text) -> {
          if (key.startsWith(NOTE)) {
            notes.put(key.substring(NOTE.length()), text);
          }
        });
    return notes;
  }

  /** Number and names, in order. */
  private static String index(ImageSource images) {
    MessageDigest digest = Sha256.digest();
    for (int i = 0; i < images.size(); i++) {
      Sha256.add(digest, images.name(i) + "\n");
    }
    String names = Sha256.hex(digest).substring(0, 16);
    String order = images.sequences().map(s -> ", shuffle buffer " + s.buffer()).orElse("");
    return images.size() + " images, names " + names + order;
  }

  /** What says nothing of itself is told by its class, inside a record too. */
  static String text(@Nullable Object value) {
    if (value == null) {
      return "none";
    }
    String text = value.toString();
    boolean isAnonymous = text.equals(value.getClass().getName() + "@" + hash(value));
    return isAnonymous
        ? value.getClass().getName().replaceAll("/0x\\w+$", "")
        : text.replaceAll("(\\.[\\w$]+)(/0x\\w+)?@[0-9a-f]+\\b", "$1");
  }

  private static String hash(Object value) {
    return Integer.toHexString(System.identityHashCode(value));
  }

  /** That the engine or harl is another, which may change last bits; empty if both are the same. */
  static String renewed(Map<String, String> then, Map<String, String> now) {
    return Stream.of(ENGINE, HARL)
        .filter(key -> !now.getOrDefault(key, "").equals(then.get(key)))
        .map(key -> key + ": " + then.get(key) + " then, " + now.get(key) + " now")
        .collect(Collectors.joining("; "));
  }

  /** Every entry of the plan and the images that differs, as {@code key: then, now}. */
  static List<String> differences(Map<String, String> then, Map<String, String> now) {
    List<String> differences = new ArrayList<>();
    then.forEach(
        (key, text) -> {
          if (key.startsWith(VIEW) && !now.containsKey(key)) {
            differences.add(key + ": " + text + " then, none now");
          }
        });
    now.forEach(
        (key, text) -> {
          String before = then.get(key);
          if (isCompared(key) && !text.equals(before) && !(before == null && isNew(key, text))) {
            differences.add(key + ": " + before + " then, " + text + " now");
          }
        });
    return differences;
  }

  /** Whether a checkpoint that does not know a setting had this value. */
  private static boolean isNew(String key, String text) {
    return ADDED.contains(key) || text.equals(STANDARD.get(key));
  }

  private static boolean isCompared(String key) {
    return !key.equals(ENGINE) && !key.equals(HARL) && !key.startsWith(NOTE);
  }
}
