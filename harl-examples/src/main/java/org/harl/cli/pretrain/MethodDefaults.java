package org.harl.cli.pretrain;

import java.util.Locale;
import java.util.Optional;
import org.harl.augment.AugmentationRecipe;
import org.harl.method.Method;
import org.harl.model.Head;
import org.harl.model.Perceptron;
import org.harl.objective.Objective;
import org.harl.schedule.LearningRate;
import org.harl.schedule.PeakedRate;
import org.harl.schedule.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * What options are where a method says it; null where it says nothing that an option has.
 *
 * @param method before options change it
 */
record MethodDefaults(Method method) {
  private static final int SMALL_HIDDEN = 512;
  private static final int SMALL_OUT = 128;

  /** Of an option by its name, whatever the others are. */
  @Nullable String of(String option) {
    AugmentationRecipe first = method.views().get(0);
    return switch (option) {
      case "min-area" -> text(first.area().min());
      case "jitter" -> text(AugmentationArguments.jitterOf(first));
      case "grayscale" -> text(first.grayscale());
      case "blur" -> text(AugmentationArguments.blurOf(method.views()));
      case "solarize" -> text(AugmentationArguments.solarizeOf(method.views()));
      case "background" -> AugmentationArguments.backgroundOf(method.views());
      case "target-splits" -> text(method.targetSplits());
      case "tau" -> text(method.tau().at(0, 1));
      case "optimiser" ->
          OptimiserName.of(method.optimiser())
              .map(name -> name.name().toLowerCase(Locale.ROOT))
              .orElse(null);
      default -> null;
    };
  }

  /** Hidden units of the projector, or few of them. */
  @Nullable String projectorHidden(boolean small) {
    return method.projector() instanceof Perceptron head && head.layers() > 1
        ? text(small ? SMALL_HIDDEN : head.hidden())
        : null;
  }

  /** Size of the projection, or a small one. */
  @Nullable String projectorOut(boolean small) {
    return method.projector() instanceof Perceptron head && head.out() > 0
        ? text(small ? SMALL_OUT : head.out())
        : null;
  }

  /**
   * Hidden units of the predictor, to those of the projector as in the method.
   *
   * @param needed whether it is used even if the method's objective does not
   * @param projectorHidden the projector's
   */
  @Nullable String predictorHidden(boolean needed, double projectorHidden) {
    Objective objective = method.objective();
    boolean used = needed || objective == null || objective.usesPredictor();
    if (!used || !(method.predictor() instanceof Perceptron predictor) || predictor.layers() == 1) {
      return null;
    }
    Head projector = method.projector();
    return projector instanceof Perceptron wide && wide.layers() > 1
        ? text(Math.max(1, Math.round(projectorHidden * predictor.hidden() / wide.hidden())))
        : text(predictor.hidden());
  }

  /** Tau at the end: where the method's stays, that of the start. */
  String tauEnd(String start) {
    return method.tau() instanceof Schedule.Constant ? start : text(method.tau().at(1, 1));
  }

  /** Of the method's optimiser, or of another that is named. */
  @Nullable String weightDecay(Optional<OptimiserName> named) {
    return named.map(name -> text(name.decay(method.optimiser()))).orElse(null);
  }

  /** The method's own, or one with its optimiser's peak for so many images a step. */
  PeakedRate rate(int images) {
    return method.learningRate() instanceof PeakedRate own
        ? own
        : LearningRate.warmUpThenCosine(method.optimiser().defaultRate(images));
  }

  /** The peak of the method, or of another optimiser that is named. */
  double peak(Optional<OptimiserName> named, int images) {
    return named.isEmpty() || named.get().is(method.optimiser())
        ? rate(images).peak(images)
        : named.get().of(method.optimiser(), 0).defaultRate(images);
  }

  private static String text(Object value) {
    return String.valueOf(value);
  }
}
