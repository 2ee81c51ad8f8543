package org.harl.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One setting of a study that changes a plan one thing at a time (Tran et al. 2022, section 4.3).
 *
 * @param group what is changed
 * @param name what it is changed to
 * @param settings by the names of pretraining's options; equal settings are one run, in whatever
 *     groups they stand
 */
record Ablation(String group, String name, Map<String, String> settings) {
  static final String OBJECTIVE = "objective";
  static final String OBJECT_WEIGHT = "object-weight";
  static final String FOREGROUND_WEIGHT = "foreground-weight";
  static final String OUTPUT_STRIDE = "output-stride";
  static final String MASKS = "masks";

  /** What a study may change, and what a run is named after. */
  static final List<String> KEYS =
      List.of(OBJECTIVE, OBJECT_WEIGHT, FOREGROUND_WEIGHT, OUTPUT_STRIDE, MASKS);

  private static final List<String> WEIGHTS = List.of("0.3", "0.5", "0.7");

  /** Copies the settings in their order. */
  Ablation {
    settings = new LinkedHashMap<>(settings);
  }

  /** What a study can change. */
  enum Group {
    OBJECTIVE,
    OUTPUT_STRIDE,
    MASKS
  }

  /**
   * BYOL, the regions alone and all three together, with the weights that the paper compares.
   *
   * @param base values of all {@link #KEYS}
   */
  static List<Ablation> objectives(Map<String, String> base) {
    List<Ablation> all = new ArrayList<>();
    all.add(of(OBJECTIVE, "byol", base, OBJECTIVE, "BYOL"));
    for (String weight : WEIGHTS) {
      String name = "mask, foreground weight " + weight;
      all.add(of(OBJECTIVE, name, base, OBJECTIVE, "MASK", FOREGROUND_WEIGHT, weight));
    }
    for (String weight : WEIGHTS) {
      String name = "hybrid, object weight " + weight;
      all.add(of(OBJECTIVE, name, base, OBJECTIVE, "HYBRID", OBJECT_WEIGHT, weight));
    }
    return all;
  }

  /** The same plan with other values of one setting. */
  static List<Ablation> values(String key, List<String> values, Map<String, String> base) {
    return values.stream().map(value -> of(key, value, base, key, value)).toList();
  }

  private static Ablation of(
      String group, String name, Map<String, String> base, String... changes) {
    Map<String, String> settings = new LinkedHashMap<>(base);
    for (int i = 0; i < changes.length; i += 2) {
      settings.put(changes[i], changes[i + 1]);
    }
    return new Ablation(group, name, settings);
  }

  /** A name for the run's folder, the same for settings that come to the same run. */
  String folder() {
    String objective = settings.get(OBJECTIVE).toLowerCase(Locale.ROOT);
    StringBuilder name = new StringBuilder(objective);
    if (objective.equals("hybrid")) {
      name.append("-object").append(settings.get(OBJECT_WEIGHT));
    }
    if (!objective.equals("byol")) {
      name.append("-foreground").append(settings.get(FOREGROUND_WEIGHT));
      name.append('-').append(settings.get(MASKS).replaceAll("[^\\w.]+", "_"));
    }
    return name.append("-stride").append(settings.get(OUTPUT_STRIDE)).toString();
  }
}
