package org.harl.method;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.AugmentationRecipe.Blur;
import org.harl.augment.AugmentationRecipe.ColorJitter;
import org.harl.augment.AugmentationRecipe.Range;
import org.harl.error.InvalidInputException;
import org.harl.model.DeepMlp;
import org.harl.model.Linear;
import org.harl.objective.Compared;
import org.harl.objective.CosineDistance;
import org.harl.objective.CrossEntropy;
import org.harl.objective.Loss;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.objective.Target;
import org.harl.objective.ViewPairs;
import org.harl.schedule.PeakedRate;
import org.harl.schedule.PeakedRate.Fall;
import org.harl.schedule.Schedule;
import org.harl.services.NamedSettings;
import org.harl.trace.Tensor;
import org.harl.train.optimise.Sgd;

/**
 * MoCo (He et al. 2020, arXiv 1911.05722, eq. 1; v2: Chen et al. 2020, arXiv 2003.04297): a query
 * of the online network is to find its key, the momentum network's projection of the other view,
 * among those of the last batches, which a queue keeps. With q and k normalised and temperature T,
 *
 * <pre>
 * total = -log exp(q k+ / T) / (exp(q k+ / T) + sum over the queue of exp(q k / T))
 * </pre>
 *
 * <p>View 1 is the query and view 2 the key, or both are both; each further view is a query of
 * these keys, and the total is the mean over all pairs of a query and the key of another view. The
 * queue is read as the step before left it; then this step's keys take the place of the oldest,
 * from row 0 on. It is kept in checkpoints.
 *
 * @param temperature T, above 0; 0.07 in the paper, 0.2 in v2
 * @param queue keys that are remembered, a multiple of those of a step; 65536 in the paper
 * @param symmetric whether both views are queries and keys (mean of both), or view 1 the query and
 *     view 2 the key, as in the paper
 */
public record Moco(double temperature, int queue, boolean symmetric) implements Configurable {
  /** Checks the temperature and the queue. */
  public Moco {
    Temperature.check("moco", temperature);
    if (queue < 1) {
      throw new InvalidInputException("moco: the queue must hold at least 1 key, got " + queue);
    }
  }

  /**
   * {@return the whole method (section 3): a linear head of 128; views by crops of 0.2 and more,
   * grayscale and colour jitter; keys encoded in 8 parts of the batch by a network that keeps 0.999
   * of itself; SGD with weight decay 1e-4, the learning rate 0.03 per 256 images, a tenth at 60%
   * and at 80% of the run; T = 0.07} For views of 64 pixels or less the queue holds 4096 keys, the
   * key network keeps 0.99, as in the authors' notebook for CIFAR-10.
   *
   * @param size the side of both views, in pixels
   */
  public static Method method(int size) {
    boolean small = Method.isSmall(size);
    AugmentationRecipe view = view(size);
    return Method.standard(size)
        .withObjective(new Moco(0.07, usualQueue(size), false))
        .withHeads(new Linear(128))
        .withOptimiser(new Sgd(0.9, 1e-4))
        .withLearningRate(new PeakedRate(Fall.STEPS, 0.03, true, 0.0))
        .withTau(Schedule.constant(small ? 0.99 : 0.999))
        .withTargetSplits(8)
        .withViews(List.of(view, view));
  }

  /**
   * {@return the second version: the projection by two layers without batch norm, {@link #viewsV2},
   * the learning rate along a cosine, T = 0.2} For views of 64 pixels or less that of the authors'
   * notebook for CIFAR-10: no blur, weight decay 5e-4, T = 0.1.
   *
   * @param size the side of both views, in pixels
   */
  public static Method methodV2(int size) {
    boolean small = Method.isSmall(size);
    return method(size)
        .withObjective(new Moco(small ? 0.1 : 0.2, usualQueue(size), false))
        .withHeads(new DeepMlp(2, 2048, 128, false, false))
        .withOptimiser(new Sgd(0.9, small ? 5e-4 : 1e-4))
        .withLearningRate(new PeakedRate(Fall.COSINE, 0.03, true, 0.0))
        .withViews(viewsV2(size));
  }

  private static int usualQueue(int size) {
    return Method.isSmall(size) ? 4096 : 65536;
  }

  /**
   * A view by crops of 0.2 and more, colour jitter and grayscale.
   *
   * @param size its side, in pixels
   */
  static AugmentationRecipe view(int size) {
    return AugmentationRecipe.first(size)
        .withArea(0.2, 1)
        .withJitter(new ColorJitter(1, 0.4, 0.4, 0.4, 0.4))
        .withoutBlur();
  }

  /**
   * Views by crops of 0.2 and more, colour jitter, grayscale, and blur but for views of 64 pixels
   * or less, the same for both.
   *
   * @param size the side of both, in pixels
   */
  static List<AugmentationRecipe> viewsV2(int size) {
    AugmentationRecipe view =
        AugmentationRecipe.first(size)
            .withArea(0.2, 1)
            .withJitter(new ColorJitter(0.8, 0.4, 0.4, 0.4, 0.1))
            .withBlur(new Blur(Method.isSmall(size) ? 0 : 0.5, new Range(0.1, 2)));
    return List.of(view, view);
  }

  /** This with what is set: {@code temperature=T}, {@code queue=K}, {@code symmetric}. */
  @Override
  public Moco with(NamedSettings settings) {
    return new Moco(
        settings.number("temperature", temperature),
        settings.integer("queue", queue),
        settings.flag("symmetric") || symmetric);
  }

  @Override
  public int fewestViews() {
    return 2;
  }

  @Override
  public Set<Region> regions() {
    return Set.of(Region.IMAGE);
  }

  @Override
  public boolean usesPredictor() {
    return false;
  }

  @Override
  public Target target() {
    return Target.MOMENTUM;
  }

  @Override
  public boolean usesOnline(int view) {
    return view != 2 || symmetric;
  }

  @Override
  public boolean usesTarget(int view) {
    return view == 2 || symmetric && view == 1;
  }

  @Override
  public Loss loss(Compared compared) {
    RegionVectors image = compared.vectors(Region.IMAGE);
    int size = image.projection(1).shape().dim(1);
    KeyQueue memory = new KeyQueue(compared.state(), queue, size);
    Tensor keys = memory.keys();
    Tensor total =
        ViewPairs.mean(
            image.projections().keySet(),
            image.targets().keySet(),
            (query, key) -> contrast(image, query, key, keys));
    memory.replaceOldest(
        image.targets().values().stream().map(CosineDistance::normalised).toList());
    return new Loss(total, Map.of("contrast", total));
  }

  private Tensor contrast(RegionVectors image, int query, int key, Tensor keys) {
    Tensor q = CosineDistance.normalised(image.projection(query));
    Tensor k = CosineDistance.normalised(image.target(key).stopGradient());
    Tensor right = q.multiply(k).sum(1);
    return CrossEntropy.mean(right, q.matmul(keys.transpose(1, 0)), temperature);
  }
}
