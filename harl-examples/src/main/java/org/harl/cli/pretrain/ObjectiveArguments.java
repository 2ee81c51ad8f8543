package org.harl.cli.pretrain;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.harl.augment.AugmentationRecipe;
import org.harl.cli.options.Checks;
import org.harl.cli.options.Defaults;
import org.harl.cli.terminal.OptionGroup;
import org.harl.error.InvalidInputException;
import org.harl.image.LabelMap;
import org.harl.method.Pirl;
import org.harl.method.Supervised;
import org.harl.model.Head;
import org.harl.model.Linear;
import org.harl.objective.Objective;
import org.harl.objective.Objectives;
import org.harl.objective.RegionObjective;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is minimised. */
@OptionGroup("Objective")
public final class ObjectiveArguments {
  private static final String HYBRID = "hybrid";

  /** A weight of the paper's objectives: what it is unless given, and which of them read it. */
  private record Weight(double usual, Set<String> readers) {}

  /** Of the object, of the foreground. */
  private static final List<Weight> WEIGHED =
      List.of(
          new Weight(RegionObjective.USUAL_OBJECT_WEIGHT, Set.of(HYBRID)),
          new Weight(RegionObjective.USUAL_FOREGROUND_WEIGHT, Set.of("mask", HYBRID)));

  /** The objectives that compare regions of maps of labels, with or without being asked to. */
  private static final Set<String> OF_REGIONS = Set.of("mask", HYBRID, "detcon-b", "detcon-s");

  /** The names that an objective's text may begin with, for the help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Objectives.names().iterator();
    }
  }

  @Option(
      names = "--objective",
      paramLabel = "NAME[,SETTING]*",
      completionCandidates = Names.class,
      description =
          "One of ${COMPLETION-CANDIDATES}, alone or with settings, which make it whole:"
              + " hybrid,object=0.5,foreground=0.7. Default: the method's; of harl hybrid with masks, else byol.")
  @Nullable String objective;

  @Option(
      names = "--object-weight",
      paramLabel = "W",
      description = "Share of the object terms in the hybrid objective. Default: 0.5.")
  @Nullable Double objectWeight;

  @Option(
      names = "--foreground-weight",
      paramLabel = "A",
      description = "Share of the foreground in the object terms. Default: 0.7.")
  @Nullable Double foregroundWeight;

  @Option(
      names = "--regions",
      paramLabel = "K",
      description =
          "Regions of a view's map of labels that mask, hybrid, detcon-b and detcon-s compare; mask"
              + " and hybrid compare foreground and background unless told, detcon-b and detcon-s"
              + " 16.")
  @Nullable Integer regions;

  /**
   * The objective that is asked for, or that suits the masks; null for the method's own.
   *
   * @param own the method's; null if it goes by the masks
   */
  @Nullable String objective(@Nullable Objective own, boolean masked) {
    if (objective == null) {
      return own != null ? null : masked ? HYBRID : "byol";
    }
    String name = objective.split(",", 2)[0];
    return name.toLowerCase(Locale.ROOT) + objective.substring(name.length());
  }

  /**
   * Makes the objective that suits the masks the one that is asked for, gives it the weights that
   * it reads, within their ranges.
   */
  void settle(@Nullable Objective own, boolean masked) {
    objective = objective(own, masked);
    String asked = Defaults.of(objective, "");
    objectWeight = weight("--object-weight", objectWeight, WEIGHED.get(0), asked);
    if (regions == null) {
      foregroundWeight = weight("--foreground-weight", foregroundWeight, WEIGHED.get(1), asked);
    } else {
      requireRegions(regions, asked);
    }
  }

  private void requireRegions(int count, String objective) {
    if (count < 1 || count > LabelMap.NONE) {
      throw new InvalidInputException("--regions: " + count + " is not within 1.." + LabelMap.NONE);
    }
    if (objective.isEmpty()) {
      throw new InvalidInputException(
          "--regions: the method has an objective of its own; if that has regions, name them with"
              + " it, as in --method detcon-b,regions="
              + count);
    }
    if (!OF_REGIONS.contains(objective.toLowerCase(Locale.ROOT))) {
      throw new InvalidInputException(
          "--regions: the objective is '"
              + objective
              + (objective.contains(",")
                  ? "', whose settings make it whole; set regions=" + count + " there"
                  : "', which compares none; take mask, hybrid, detcon-b or detcon-s"));
    }
    if (foregroundWeight != null) {
      throw new InvalidInputException(
          "--foreground-weight: regions of maps of labels are compared, none of which is the"
              + " foreground; leave it or --regions out");
    }
  }

  /** The objective with what these options say of it, of options that are settled. */
  Objective minimised(@Nullable Objective own) {
    if (objective == null && own != null) {
      return own;
    }
    String text = Defaults.of(objective, HYBRID);
    if (regions == null) {
      return objective(text, objectWeight(), foregroundWeight());
    }
    String object = text.equalsIgnoreCase(HYBRID) ? ",object=" + objectWeight() : "";
    return Objectives.parse(text + object + ",regions=" + regions);
  }

  /** The head that the objective's scores or projections come of, where options say this one. */
  Head projector(Head named) {
    return minimised(null) instanceof Supervised ? Linear.ofClasses() : named;
  }

  /** The views that the objective is of, where options make these of one piece. */
  List<AugmentationRecipe> views(List<AugmentationRecipe> named) {
    boolean hasTiles = named.stream().anyMatch(view -> view.tiles() > 1);
    if (hasTiles || !(minimised(null) instanceof Pirl)) {
      return named;
    }
    AugmentationRecipe first = named.get(0);
    AugmentationRecipe jigsaw =
        AugmentationRecipe.jigsaw(first.size()).withNormalisation(first.normalisation());
    return List.of(first, jigsaw);
  }

  double objectWeight() {
    return Defaults.of(objectWeight, RegionObjective.USUAL_OBJECT_WEIGHT);
  }

  double foregroundWeight() {
    return Defaults.of(foregroundWeight, RegionObjective.USUAL_FOREGROUND_WEIGHT);
  }

  /** What a weight is: none where the objective reads none, or has its own in its text. */
  private static @Nullable Double weight(
      String option, @Nullable Double given, Weight of, String objective) {
    if (given != null) {
      Checks.within(option, given, 0, 1);
      if (objective.contains(",")) {
        throw new InvalidInputException(
            option
                + ": the objective is '"
                + objective
                + "', whose settings make it whole; set the weight there, or leave them out");
      }
    }
    boolean isRead = of.readers().contains(objective.toLowerCase(Locale.ROOT));
    return given == null && isRead ? Double.valueOf(of.usual()) : given;
  }

  /** Makes the objective that of a study's run; both weights, if it has none in its text. */
  void vary(Varied varied) {
    objective = varied.objective();
    boolean isWhole = objective == null || objective.contains(",");
    objectWeight = isWhole ? null : varied.objectWeight();
    foregroundWeight = isWhole || regions != null ? null : varied.foregroundWeight();
  }

  /**
   * The objective of a text; a name alone has these weights, if it reads any.
   *
   * @param text {@code NAME[,SETTING]*}
   */
  public static Objective objective(String text, double object, double foreground) {
    return Objectives.parse(
        switch (text.toLowerCase(Locale.ROOT)) {
          case "mask" -> text + ",foreground=" + foreground;
          case HYBRID -> text + ",object=" + object + ",foreground=" + foreground;
          default -> text;
        });
  }
}
