package org.harl.train.step;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.Photometry;
import org.harl.error.InvalidInputException;
import org.harl.method.Method;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.Target;
import org.harl.trace.Program;
import org.harl.trace.Recorder;

/**
 * One training step as a program: Algorithm 1 of Tran et al. 2022 (doi 10.3390/s22145169), and what
 * other objectives need of it.
 *
 * <p>Inputs, for each view from 1: {@code view1} .. UINT8 [N, 3, S, S]; {@code mask1} .. UINT8 [N,
 * 1, S, S] if {@link #needsMasks}, each 0 or 1, or the label of a region and 255 where there is
 * none; {@code ids1} .. REAL [N, K], the labels of the regions that are sampled, where such are;
 * what the preparations declare. {@code sample} and {@code label} REAL [N] and {@code drawn} REAL
 * [K], numbers of images, if the objective uses them; {@code taught1} .. REAL [N, F], a teacher's
 * features, if it has a {@link Objective#lesson}; scalars {@code learningRate}, {@code tau} if
 * there is a momentum target, and each of the objective's weights. Outputs: {@code loss}; the
 * objective's terms; {@code gradientNorm}, over all parameters; {@code representationStd}, the
 * signal of a collapse: the standard deviation over the batch of each dimension of the normalised
 * online projections [N, D] of the first view and region, averaged over D. It is near 1/sqrt(D) for
 * vectors that point everywhere and 0 after a collapse.
 *
 * <p>Variables: {@code online.encoder.*}, {@code online.projector.*}, {@code online.jigsaw.*} where
 * a view is of tiles ({@link StepView#tiles}), {@code online.predictor.*}, {@code
 * online.teacher.*}, {@code target.encoder.*}, {@code target.projector.*}, {@code objective.*}, and
 * the optimiser's; {@link StepVariables} lists them and draws their first values. What the
 * objective does not use is neither recorded nor declared.
 *
 * @param method networks, objective and optimiser; an objective must be named
 * @param views what is fed, at least one; those as large as the first may be targets
 * @param batch N, images in each view, at least 2
 */
@RecordBuilder
public record HarlStep(Method method, List<StepView> views, int batch)
    implements HarlStepBuilder.With {

  /**
   * Checks the batch, the views and the objective's regions.
   *
   * @throws InvalidInputException if batch is below 2 or no multiple of the target's splits, there
   *     is no view, no objective or no region, the objective sends no view through the online
   *     network, one region is of masks of 0 and 1 and another of labels, or regions are sampled
   *     twice, or regions are of masks and a view that it uses is of tiles
   */
  public HarlStep {
    views = List.copyOf(views);
    if (batch < 2 || views.isEmpty()) {
      throw new InvalidInputException(
          "step: batch must be at least 2 (batch norm) with at least 1 view, got "
              + batch
              + " and "
              + views.size());
    }
    if (batch % method.targetSplits() != 0 || batch / method.targetSplits() < 2) {
      throw new InvalidInputException(
          "step: the target network sees a batch in "
              + method.targetSplits()
              + " parts, which must be equal and of 2 images at least, got a batch of "
              + batch);
    }
    Objective objective = named(method);
    if (objective.regions().isEmpty() && objective.lesson() == null) {
      throw new InvalidInputException("step: the objective names no region; name at least one");
    }
    if (IntStream.rangeClosed(1, views.size()).noneMatch(objective::usesOnline)) {
      throw new InvalidInputException(
          "step: the objective sends none of the views 1.."
              + views.size()
              + " through the online network; send one at least");
    }
    requireOneKind(objective);
    refuseTiles(objective, views);
  }

  private static void requireOneKind(Objective objective) {
    if (objective.regions().stream().filter(HarlStep::isSampled).count() > 1) {
      throw new InvalidInputException(
          "step: the objective's regions are "
              + objective.regions()
              + "; name those that are sampled once");
    }
    if (objective.regions().stream().filter(Region::masked).map(Region::labelled).distinct().count()
        > 1) {
      throw new InvalidInputException(
          "step: the objective's regions are "
              + objective.regions()
              + ", of masks of 0 and 1 and of maps of labels; name those of one kind");
    }
  }

  private static void refuseTiles(Objective objective, List<StepView> views) {
    for (int view = 1; view <= views.size(); view++) {
      if (views.get(view - 1).tiles() > 1
          && (objective.usesOnline(view) || objective.usesTarget(view))
          && objective.regions().stream().anyMatch(Region::masked)) {
        throw new InvalidInputException(
            "step: the objective compares "
                + objective.regions().stream().filter(Region::masked).toList()
                + ", but view "
                + view
                + " is shuffled in tiles, of which each is seen alone; take views of one piece");
      }
    }
  }

  private static Objective named(Method method) {
    Objective objective = method.objective();
    if (objective == null) {
      throw new InvalidInputException(
          "step: the method names no objective; name one, or take what PretrainingPlan.on(images)"
              + " makes of it");
    }
    return objective;
  }

  /**
   * {@return the step on the method's own views}
   *
   * @param method what is learned and how
   * @param batch N
   */
  public static HarlStep of(Method method, int batch) {
    return new HarlStep(method, method.views().stream().map(HarlStep::prepared).toList(), batch);
  }

  private static StepView prepared(AugmentationRecipe view) {
    return new StepView(Photometry.of(view), view.size(), view.tiles());
  }

  /** {@return what is minimised; only its regions are computed} */
  public Objective objective() {
    return named(method);
  }

  /** {@return whether the step reads {@code mask1} and so on} */
  public boolean needsMasks() {
    return objective().regions().stream().anyMatch(Region::masked);
  }

  /** {@return whether what it reads as masks are maps of labels} */
  public boolean needsLabels() {
    return objective().regions().stream().anyMatch(Region::labelled);
  }

  /** {@return K: how many regions a view are sampled of its map of labels; 0 for none} */
  public int sampled() {
    return objective().regions().stream().filter(HarlStep::isSampled).mapToInt(Region::count).sum();
  }

  private static boolean isSampled(Region region) {
    return region.kind() == Region.Kind.SAMPLED;
  }

  /**
   * {@return whether there is a target network, which follows the online network by {@code tau}}
   */
  public boolean hasTarget() {
    return objective().target() == Target.MOMENTUM
        && IntStream.rangeClosed(1, views.size()).anyMatch(this::isTarget);
  }

  /** {@return the variables of the step} */
  public StepVariables variables() {
    return new ForwardPass(this, new Recorder()).record().variables();
  }

  /** {@return the whole step's program} */
  public Program program() {
    return recorded().program();
  }

  /** {@return the whole step} */
  public RecordedStep recorded() {
    Recorder recorder = new Recorder();
    ForwardPass.Outcome forward = new ForwardPass(this, recorder).record();
    StepUpdate update = new StepUpdate(recorder, forward.variables(), method);
    update.apply(update.descent(forward.loss().total()));
    return new RecordedStep(recorder.program(), forward.variables(), forward.projectionSize());
  }

  /**
   * {@return the first half of a step whose gradients are the mean over several batches: adds this
   * batch's share to {@code accumulated.*}} Outputs as {@link #recorded}, but for {@code
   * gradientNorm}; without {@code learningRate} and {@code tau}.
   *
   * @param parts how many batches make a step
   */
  public RecordedStep accumulation(int parts) {
    if (parts < 1) {
      throw new InvalidInputException("step: parts must be at least 1, got " + parts);
    }
    Recorder recorder = new Recorder();
    ForwardPass.Outcome forward = new ForwardPass(this, recorder).record();
    StepUpdate update = new StepUpdate(recorder, forward.variables(), method);
    update.accumulate(update.descent(forward.loss().total().multiply(1.0 / parts)));
    return new RecordedStep(recorder.program(), forward.variables(), forward.projectionSize());
  }

  /**
   * {@return the second half: moves the networks by {@code accumulated.*} and empties it} Inputs
   * {@code learningRate} and {@code tau}, output {@code gradientNorm}.
   *
   * @param variables of the first half
   */
  public Program application(StepVariables variables) {
    Recorder recorder = new Recorder();
    StepUpdate update = new StepUpdate(recorder, variables, method);
    update.apply(update.accumulated());
    update.empty();
    return recorder.program();
  }

  /** Whether a view goes through the target network, or is a target of the online network's. */
  boolean isTarget(int view) {
    return views.get(view - 1).size() == views.get(0).size() && objective().usesTarget(view);
  }
}
