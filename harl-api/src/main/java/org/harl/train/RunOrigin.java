package org.harl.train;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.Normalisation;
import org.harl.data.ImageSource;
import org.harl.mask.MaskChoice;
import org.harl.schedule.Schedule;
import org.harl.spi.Backend;

/** What a run is, in words that can be compared with those of the run that left a checkpoint. */
final class RunOrigin {
  /** Keys of what may change between two parts of a run. */
  private static final String ENGINE = "engine";

  private static final String HARL = "harl";

  private RunOrigin() {}

  /** Plan, images, versions. Threads and where the run stops are not part of it. */
  static Map<String, String> of(PretrainingPlan plan, ImageSource images, Backend backend) {
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put("encoder", text(plan.networks().encoder()));
    origin.put("projector", text(plan.networks().projector()));
    origin.put("predictor", text(plan.networks().predictor()));
    origin.put("objective", text(plan.objective()));
    origin.put("pooling", text(plan.pooling()));
    origin.put("reduction", text(plan.reduction()));
    origin.put("optimiser", text(plan.optimiser()));
    origin.put("average", text(plan.average()));
    long batchesPerEpoch = images.size() / plan.batch();
    Schedule rate = plan.learningRate().schedule(Math.max(1, batchesPerEpoch), plan.accumulate());
    origin.put("learning rate", text(rate));
    origin.put("tau", text(plan.tau()));
    for (int view = 1; view <= plan.views().size(); view++) {
      origin.put("view " + view, view(plan.views().get(view - 1)));
    }
    if (plan.masksUsed().any()) {
      origin.put("masks", masks(plan));
    }
    origin.put("batch", Integer.toString(plan.batch()));
    origin.put("accumulate", Integer.toString(plan.accumulate()));
    origin.put("epochs", Integer.toString(plan.epochs()));
    origin.put("seed", Long.toString(plan.seed()));
    origin.put("images", index(images));
    origin.put(ENGINE, backend.device().name() + ", " + backend.device().description());
    origin.put(
        HARL, Objects.toString(RunOrigin.class.getPackage().getImplementationVersion(), "unknown"));
    return origin;
  }

  /** Runs of harl before recipes named a normalisation had ImageNet's. */
  static String view(AugmentationRecipe recipe) {
    return text(recipe).replace(", normalisation=" + Normalisation.IMAGENET, "");
  }

  /** Runs of harl before this text drew plain crops where the crops alone looked at a provider. */
  private static String masks(PretrainingPlan plan) {
    boolean forCrops = plan.masks() instanceof MaskChoice.Provided && !plan.step().needsMasks();
    return plan.masks().name() + (forCrops ? ", for crops" : "");
  }

  /** Number and names, in order. */
  private static String index(ImageSource images) {
    MessageDigest digest = Checkpoint.sha256();
    for (int i = 0; i < images.size(); i++) {
      digest.update(Checkpoint.utf8(images.name(i) + "\n"));
    }
    String names = HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    return images.size() + " images, names " + names;
  }

  /** What says nothing of itself is told by its class, inside a record too. */
  static String text(Object value) {
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
    now.forEach(
        (key, text) -> {
          String before = then.get(key);
          if (!key.equals(ENGINE) && !key.equals(HARL) && !text.equals(before)) {
            differences.add(key + ": " + before + " then, " + text + " now");
          }
        });
    return differences;
  }
}
