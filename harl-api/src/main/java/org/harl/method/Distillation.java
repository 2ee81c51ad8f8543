package org.harl.method;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.harl.error.InvalidInputException;
import org.harl.model.Linear;
import org.harl.model.Mlp;
import org.harl.objective.Compared;
import org.harl.objective.CosineDistance;
import org.harl.objective.Lesson;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.objective.Target;
import org.harl.schedule.Schedule;
import org.harl.trace.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Learning from a teacher's features (SimReg, Navaneet et al. 2021, arXiv 2201.05131, eq. 2), alone
 * or beside an objective. With f the student's features of a view, h a head and t the teacher's
 * features of the same view, which is cut and mirrored alike and keeps its own colours,
 *
 * <pre>
 * teacher = mean over views and N of 2 - 2 cos(h(f), t - mean over N of t)
 * total   = w teacher + (1 - w) own
 * </pre>
 *
 * <p>The mean is taken off, which the paper does not do: features after a ReLU share a direction
 * that all images have, and without it a student that answers nothing else has learned most of the
 * cosine.
 *
 * <p>Terms are {@code teacher} and those of the own objective.
 *
 * @param own the objective beside it; null for none, with w = 1
 * @param weight w, above 0 and at most 1; below 1 beside an objective
 * @param hidden units of h, after which are batch norm and ReLU; 0 for a linear h
 * @param features the numbers in t, at least 1
 */
public record Distillation(@Nullable Objective own, double weight, int hidden, int features)
    implements Objective {
  /** Checks the numbers. */
  public Distillation {
    if (!(weight > 0 && weight <= 1)) {
      throw new InvalidInputException(
          "distillation: weight must be above 0 and at most 1, got " + weight);
    }
    if ((own == null) != (weight == 1)) {
      throw new InvalidInputException(
          "distillation: weight is 1 without an objective beside it and below 1 with one, got "
              + weight);
    }
    if (hidden < 0 || features < 1) {
      throw new InvalidInputException(
          "distillation: hidden must be at least 0 and features at least 1, got "
              + hidden
              + " and "
              + features);
    }
  }

  @Override
  public Lesson lesson() {
    return new Lesson(hidden == 0 ? new Linear(features) : new Mlp(hidden, features), features);
  }

  @Override
  public Loss loss(Compared compared) {
    RegionVectors taught = Objects.requireNonNull(compared.taught());
    Tensor teacher =
        taught.projections().keySet().stream()
            .map(view -> distance(taught.projection(view), taught.target(view)))
            .reduce(Tensor::add)
            .orElseThrow()
            .multiply(1.0 / taught.projections().size());
    Map<String, Tensor> terms = new LinkedHashMap<>();
    terms.put("teacher", teacher);
    if (own == null) {
      return new Loss(teacher, terms);
    }
    Loss beside = own.loss(compared);
    terms.putAll(beside.terms());
    return new Loss(teacher.multiply(weight).add(beside.total().multiply(1 - weight)), terms);
  }

  private static Tensor distance(Tensor answers, Tensor features) {
    return CosineDistance.mean(answers, features.subtract(features.mean(0)), null);
  }

  @Override
  public Set<Region> regions() {
    return own == null ? Set.of() : own.regions();
  }

  @Override
  public int fewestViews() {
    return own == null ? 1 : own.fewestViews();
  }

  @Override
  public int mostViews() {
    return own == null ? Integer.MAX_VALUE : own.mostViews();
  }

  @Override
  public Target target() {
    return own == null ? Target.NONE : own.target();
  }

  @Override
  public boolean usesPredictor() {
    return own != null && own.usesPredictor();
  }

  @Override
  public boolean usesOnline(int view) {
    return own == null || own.usesOnline(view);
  }

  @Override
  public boolean usesTarget(int view) {
    return own != null && own.usesTarget(view);
  }

  @Override
  public boolean usesSamples() {
    return own != null && own.usesSamples();
  }

  @Override
  public int drawnImages() {
    return own == null ? 0 : own.drawnImages();
  }

  @Override
  public boolean usesLabels() {
    return own != null && own.usesLabels();
  }

  @Override
  public Objective on(int images, int classes) {
    return own == null ? this : new Distillation(own.on(images, classes), weight, hidden, features);
  }

  @Override
  public Map<String, Schedule> weights() {
    return own == null ? Map.of() : own.weights();
  }
}
