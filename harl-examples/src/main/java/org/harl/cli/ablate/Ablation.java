package org.harl.cli.ablate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.harl.cli.pretrain.Varied;

/**
 * One setting of a study that changes a plan one thing at a time (Tran et al. 2022, section 4.3).
 *
 * @param group what is changed
 * @param name what it is changed to
 * @param settings of the run; equal settings are one run, in whatever groups they stand
 */
record Ablation(Group group, String name, Varied settings) {
  static final String UNTRAINED = "untrained";
  static final String SUPERVISED = "supervised";

  private static final List<Double> WEIGHTS = List.of(0.3, 0.5, 0.7);

  /** What a study can change. */
  enum Group {
    METHOD,
    OBJECTIVE,
    OUTPUT_STRIDE,
    MASKS,
    BASELINE;

    /** As tables and messages have it. */
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * BYOL, the regions alone and all three together, with the weights that the paper compares.
   *
   * @param base values of all settings
   */
  static List<Ablation> objectives(Varied base) {
    List<Ablation> all = new ArrayList<>();
    all.add(new Ablation(Group.OBJECTIVE, "byol", base.withObjective("byol")));
    Varied mask = base.withObjective("mask");
    for (double weight : WEIGHTS) {
      String name = "mask, foreground weight " + weight;
      all.add(new Ablation(Group.OBJECTIVE, name, mask.withForegroundWeight(weight)));
    }
    Varied hybrid = base.withObjective("hybrid");
    for (double weight : WEIGHTS) {
      String name = "hybrid, object weight " + weight;
      all.add(new Ablation(Group.OBJECTIVE, name, hybrid.withObjectWeight(weight)));
    }
    return all;
  }

  /** Methods as their papers have them. */
  static List<Ablation> methods(List<String> names, Varied base) {
    return names.stream()
        .map(name -> new Ablation(Group.METHOD, name, base.withMethod(name).withObjective(null)))
        .toList();
  }

  static List<Ablation> outputStrides(List<Integer> strides, Varied base) {
    return strides.stream()
        .map(n -> new Ablation(Group.OUTPUT_STRIDE, "" + n, base.withOutputStride(n)))
        .toList();
  }

  static List<Ablation> masks(List<String> providers, Varied base) {
    return providers.stream()
        .map(name -> new Ablation(Group.MASKS, name, base.withMasks(name)))
        .toList();
  }

  /** What the plan's encoder is worth without pretraining, and with labels. */
  static List<Ablation> baselines(Varied base) {
    return List.of(
        new Ablation(Group.BASELINE, UNTRAINED, base),
        new Ablation(Group.BASELINE, SUPERVISED, base));
  }

  /** Whether it is this baseline, and not a setting of the same name. */
  boolean isBaseline(String baseline) {
    return group == Group.BASELINE && name.equals(baseline);
  }

  /** A name for the run's folder, the same for settings that come to the same run. */
  String folder() {
    String stride = settings.outputStride() == null ? "" : "-stride" + settings.outputStride();
    if (group == Group.BASELINE) {
      return name + stride;
    }
    String objective = settings.objective();
    StringBuilder text = new StringBuilder(objective == null ? "" : fileName(objective));
    if (!settings.method().equals("harl") || objective == null) {
      text.insert(0, fileName(settings.method()) + (objective == null ? "" : "-"));
    }
    if ("hybrid".equals(objective)) {
      text.append("-object").append(settings.objectWeight());
    }
    if ("mask".equals(objective) || "hybrid".equals(objective)) {
      text.append("-foreground").append(settings.foregroundWeight());
    }
    if (!"byol".equals(objective)) {
      text.append('-').append(fileName(settings.masks()));
    }
    return text.append(stride).toString();
  }

  private static String fileName(String text) {
    return text.replaceAll("[^\\w.]+", "_");
  }
}
