package org.harl.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.harl.augment.AugmentationRecipe;
import org.harl.cli.options.Checks;
import org.harl.method.Method;
import org.harl.method.Methods;
import org.harl.model.Head;
import org.harl.model.Linear;
import org.harl.objective.Objective;
import org.harl.objective.Target;
import org.harl.schedule.LearningRate;
import org.harl.schedule.PeakedRate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the methods on the class path with what their papers have. */
@Command(
    name = "methods",
    description =
        "List the methods that 'pretrain --method' takes, with their papers and what they set.")
final class MethodsCommand implements Callable<Integer> {
  private static final String LINE = "  %-14s %s%n";

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Side of a view; what suits 64 and less is another. Default: ${DEFAULT-VALUE}.")
  private int size = 224;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Checks.atLeast("--size", size, 1);
    PrintWriter out = spec.commandLine().getOut();
    for (String name : Methods.names()) {
      out.println(name + "  " + Methods.source(name));
      print(out, Methods.parse(name, size));
    }
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, Method method) {
    Objective objective = method.objective();
    out.printf(
        LINE, "objective", objective == null ? "hybrid with masks, else byol" : words(objective));
    out.printf(LINE, "projector", words(method.projector()));
    if (objective == null || objective.usesPredictor()) {
      out.printf(LINE, "predictor", words(method.predictor()));
    }
    out.printf(LINE, "optimiser", method.optimiser());
    out.printf(LINE, "learning rate", words(method));
    if (objective == null || objective.target() == Target.MOMENTUM) {
      String splits = method.targetSplits() == 1 ? "" : ", splits " + method.targetSplits();
      out.printf(LINE, "target", "tau " + method.tau() + splits);
    }
    views(method).forEach((views, drawn) -> out.printf(LINE, views, drawn));
  }

  private static String words(Method method) {
    LearningRate rate = method.learningRate();
    if (rate instanceof PeakedRate peaked) {
      return peaked.base()
          + (peaked.scaled() ? " at 256 images, in proportion to them" : "")
          + warmUp(peaked.warmUpEpochs())
          + (peaked.fall() == PeakedRate.Fall.COSINE
              ? ", along a cosine to 0"
              : ", a tenth at 60% and at 80% of the run");
    }
    return rate == null
        ? method.optimiser().defaultRate(256)
            + " at 256 images"
            + warmUp(null)
            + ", along a cosine to 0"
        : rate.toString();
  }

  /** Without what the images say. */
  private static String words(Objective objective) {
    return objective.toString().replaceAll(", (images|classes)=0\\b", "");
  }

  private static String words(Head head) {
    return head.equals(Linear.ofClasses()) ? "linear, a unit for each class" : head.toString();
  }

  private static String warmUp(@Nullable Double epochs) {
    return epochs == null
        ? ", warm-up of a tenth of the epochs, at most 10"
        : epochs == 0 ? "" : ", warm-up of " + epochs + " epochs";
  }

  /** How each view is drawn; those that are drawn alike stand together. */
  private static Map<String, String> views(Method method) {
    Map<String, String> lines = new LinkedHashMap<>();
    List<AugmentationRecipe> views = method.views();
    boolean alike = views.stream().distinct().count() == 1;
    for (int view = 1; view <= (alike ? 1 : views.size()); view++) {
      String name = views.size() > 1 && alike ? views.size() + " views" : "view " + view;
      lines.put(name, words(views.get(view - 1)));
    }
    return lines;
  }

  private static String words(AugmentationRecipe view) {
    AugmentationRecipe.ColorJitter jitter = view.jitter();
    String tiles = view.tiles() == 1 ? "" : "%1$d x %1$d tiles, ".formatted(view.tiles());
    return tiles
        + ("area %s..%s, flip %s, jitter %s (%s, %s, %s, %s), grayscale %s, blur %s,"
                + " solarize %s")
            .formatted(
                view.area().min(),
                view.area().max(),
                view.flip(),
                jitter.probability(),
                jitter.brightness(),
                jitter.contrast(),
                jitter.saturation(),
                jitter.hue(),
                view.grayscale(),
                view.blur().probability(),
                view.solarize());
  }
}
