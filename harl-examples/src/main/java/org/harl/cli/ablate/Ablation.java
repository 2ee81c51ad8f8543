package org.harl.cli.ablate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.harl.cli.options.NetworkArguments;
import org.harl.cli.pretrain.DataArguments;
import org.harl.cli.pretrain.TrainingArguments;

/**
 * One setting of a study that changes a plan one thing at a time (Tran et al. 2022, section 4.3).
 *
 * @param group what is changed
 * @param name what it is changed to
 * @param settings by the names of pretraining's options; equal settings are one run, in whatever
 *     groups they stand
 */
record Ablation(String group, String name, Map<String, String> settings) {
  static final String BASELINE = "baseline";
  static final String UNTRAINED = "untrained";
  static final String SUPERVISED = "supervised";

  private static final List<String> WEIGHTS = List.of("0.3", "0.5", "0.7");

  /** Copies the settings in their order. */
  Ablation {
    settings = new LinkedHashMap<>(settings);
  }

  /** What a study can change. */
  enum Group {
    OBJECTIVE,
    OUTPUT_STRIDE,
    MASKS,
    BASELINE
  }

  /**
   * BYOL, the regions alone and all three together, with the weights that the paper compares.
   *
   * @param base values of all settings
   */
  static List<Ablation> objectives(Map<String, String> base) {
    List<Ablation> all = new ArrayList<>();
    all.add(of(TrainingArguments.OBJECTIVE, "byol", base, TrainingArguments.OBJECTIVE, "BYOL"));
    for (String weight : WEIGHTS) {
      String name = "mask, foreground weight " + weight;
      all.add(
          of(
              TrainingArguments.OBJECTIVE,
              name,
              base,
              TrainingArguments.OBJECTIVE,
              "MASK",
              TrainingArguments.FOREGROUND_WEIGHT,
              weight));
    }
    for (String weight : WEIGHTS) {
      String name = "hybrid, object weight " + weight;
      all.add(
          of(
              TrainingArguments.OBJECTIVE,
              name,
              base,
              TrainingArguments.OBJECTIVE,
              "HYBRID",
              TrainingArguments.OBJECT_WEIGHT,
              weight));
    }
    return all;
  }

  /** The same plan with other values of one setting. */
  static List<Ablation> values(String key, List<String> values, Map<String, String> base) {
    return values.stream().map(value -> of(key, value, base, key, value)).toList();
  }

  /** What the plan's encoder is worth without pretraining, and with labels. */
  static List<Ablation> baselines(Map<String, String> base) {
    return List.of(
        new Ablation(BASELINE, UNTRAINED, base), new Ablation(BASELINE, SUPERVISED, base));
  }

  private static Ablation of(
      String group, String name, Map<String, String> base, String... changes) {
    Map<String, String> settings = new LinkedHashMap<>(base);
    for (int i = 0; i < changes.length; i += 2) {
      settings.put(changes[i], changes[i + 1]);
    }
    return new Ablation(group, name, settings);
  }

  /** Whether it is this baseline, and not a setting of the same name. */
  boolean isBaseline(String baseline) {
    return group.equals(BASELINE) && name.equals(baseline);
  }

  /** A name for the run's folder, the same for settings that come to the same run. */
  String folder() {
    String set = settings.get(NetworkArguments.OUTPUT_STRIDE);
    String stride = set == null ? "" : "-stride" + set;
    if (group.equals(BASELINE)) {
      return name + stride;
    }
    String objective = settings.get(TrainingArguments.OBJECTIVE).toLowerCase(Locale.ROOT);
    StringBuilder text = new StringBuilder(objective);
    if (objective.equals("hybrid")) {
      text.append("-object").append(settings.get(TrainingArguments.OBJECT_WEIGHT));
    }
    if (!objective.equals("byol")) {
      text.append("-foreground").append(settings.get(TrainingArguments.FOREGROUND_WEIGHT));
      text.append('-').append(settings.get(DataArguments.MASKS).replaceAll("[^\\w.]+", "_"));
    }
    return text.append(stride).toString();
  }
}
