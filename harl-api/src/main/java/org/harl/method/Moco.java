package org.harl.method;

import java.util.Map;
import java.util.Set;
import org.harl.error.InvalidInputException;
import org.harl.objective.Compared;
import org.harl.objective.CosineDistance;
import org.harl.objective.CrossEntropy;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.objective.Target;
import org.harl.trace.Tensor;

/**
 * MoCo (He et al. 2020, arXiv 1911.05722, eq. 1; v2: Chen et al. 2020, arXiv 2003.04297): a query
 * of the online network is to find its key, the momentum network's projection of the other view,
 * among those of the last batches, which a queue keeps. With q and k normalised and temperature T,
 *
 * <pre>
 * total = -log exp(q k+ / T) / (exp(q k+ / T) + sum over the queue of exp(q k / T))
 * </pre>
 *
 * <p>The queue is read as the step before left it; then this step's keys take the place of the
 * oldest, from row 0 on. It is kept in checkpoints.
 *
 * @param temperature T, above 0; 0.07 in the paper, 0.2 in v2
 * @param queue keys that are remembered, a multiple of those of a step; 65536 in the paper
 * @param symmetric whether both views are queries and keys (mean of both), or view 1 the query and
 *     view 2 the key, as in the paper
 */
public record Moco(double temperature, int queue, boolean symmetric) implements Objective {
  /** Checks the temperature and the queue. */
  public Moco {
    Temperature.check("moco", temperature);
    if (queue < 1) {
      throw new InvalidInputException("moco: the queue must hold at least 1 key, got " + queue);
    }
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
    return view == 1 || symmetric && view == 2;
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
    Tensor total = contrast(image, 1, 2, keys);
    if (symmetric) {
      total = total.add(contrast(image, 2, 1, keys)).multiply(0.5);
    }
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
