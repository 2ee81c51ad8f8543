package org.harl.method;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.AugmentationRecipe.ColorJitter;
import org.harl.error.InvalidInputException;
import org.harl.model.Linear;
import org.harl.objective.Compared;
import org.harl.objective.CrossEntropy;
import org.harl.objective.Loss;
import org.harl.objective.Region;
import org.harl.objective.Target;
import org.harl.objective.WholeNumbers;
import org.harl.schedule.LearningRate;
import org.harl.services.NamedSettings;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.train.optimise.Sgd;

/**
 * Learning from classes: the projections of view 1 are scores [N, K] of K classes, the projector
 * being {@link org.harl.model.Linear#ofClasses}. With s the smoothing (Szegedy et al. 2016, arXiv
 * 1512.00567, section 7),
 *
 * <pre>
 * q     = 1 - s + s / K for the image's class, s / K for the others
 * total = - mean over N of the sum over K of q log softmax(scores)
 * </pre>
 *
 * <p>The term {@code accuracy} is the share of images whose class has no score above its own.
 *
 * @param smoothing s, 0 to below 1; 0 by default
 * @param classes K, or 0 where the images are not known yet
 */
public record Supervised(double smoothing, int classes) implements Configurable {
  /** Checks the smoothing. */
  public Supervised {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new InvalidInputException(
          "supervised: smoothing must be at least 0 and below 1, got " + smoothing);
    }
  }

  /**
   * For images that are not known yet.
   *
   * @param smoothing the share of the target that goes to all classes alike, 0..1; 0 for none
   */
  public Supervised(double smoothing) {
    this(smoothing, 0);
  }

  /**
   * {@return the method as ResNets are trained (He et al. 2016, arXiv 1512.03385; Goyal et al.
   * 2017, arXiv 1706.02677): one view by crop and flip, SGD with weight decay 1e-4 (5e-4 for views
   * of 64 pixels or less), the learning rate from 0.1 per 256 images along a cosine}
   *
   * @param size the side of the view, in pixels
   */
  public static Method method(int size) {
    AugmentationRecipe view =
        AugmentationRecipe.first(size)
            .withJitter(new ColorJitter(0, 0.4, 0.4, 0.2, 0.1))
            .withGrayscale(0)
            .withoutBlur();
    return Method.standard(size)
        .withObjective(new Supervised(0))
        .withProjector(Linear.ofClasses())
        .withOptimiser(new Sgd(0.9, Method.isSmall(size) ? 5e-4 : 1e-4))
        .withLearningRate(LearningRate.scaledByBatch(0.1))
        .withViews(List.of(view));
  }

  /** This with what is set: {@code smoothing=S}. */
  @Override
  public Supervised with(NamedSettings settings) {
    return new Supervised(settings.number("smoothing", smoothing), classes);
  }

  @Override
  public Supervised on(int images, int ofClasses) {
    return new Supervised(smoothing, ofClasses);
  }

  @Override
  public int mostViews() {
    return 1;
  }

  @Override
  public Set<Region> regions() {
    return Set.of(Region.IMAGE);
  }

  @Override
  public Target target() {
    return Target.NONE;
  }

  @Override
  public boolean usesPredictor() {
    return false;
  }

  @Override
  public boolean usesOnline(int view) {
    return view == 1;
  }

  @Override
  public boolean usesLabels() {
    return true;
  }

  @Override
  public Loss loss(Compared compared) {
    Tensor scores = checked(compared.vectors(Region.IMAGE).projection(1));
    int units = scores.shape().dim(1);
    Tensor right = isClass(Objects.requireNonNull(compared.labels()), units);
    Tensor wanted = right.multiply(1 - smoothing).add(smoothing / units);
    Tensor total = CrossEntropy.mean(scores, wanted);
    Tensor of = scores.multiply(right).sum(1);
    Tensor missed = of.less(scores.max(1)).toReal().meanAll();
    return new Loss(total, Map.of("accuracy", missed.negate().add(1)));
  }

  /** 1 at each image's class, else 0, [N, units]. */
  private static Tensor isClass(Tensor labels, int units) {
    Recorder recorder = labels.recorder();
    Tensor each = recorder.constant(WholeNumbers.counted(Shape.of(1, units)));
    return WholeNumbers.same(labels.reshape(labels.shape().dim(0), 1), each);
  }

  private Tensor checked(Tensor scores) {
    int units = scores.shape().dim(1);
    if (classes > 0 && units != classes) {
      throw new InvalidInputException(
          "supervised: the projector must give a score for each of "
              + classes
              + " classes, got "
              + units
              + "; take Linear.ofClasses()");
    }
    return scores;
  }
}
