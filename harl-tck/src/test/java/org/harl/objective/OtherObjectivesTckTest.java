package org.harl.objective;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harl.model.Initial;
import org.harl.tck.ObjectiveTck;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.junit.jupiter.api.Nested;

/** Objectives of other shapes than BYOL's are held to the same rules. */
class OtherObjectivesTckTest {
  private static final double TEMPERATURE = 0.5;

  @Nested
  class OfProjectionsAlone extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return new Contrast();
    }
  }

  @Nested
  class OfTheOnlineNetworkWithoutGradient extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return new Siamese();
    }
  }

  @Nested
  class OfAQueueAndOneWay extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return new Queue();
    }
  }

  @Nested
  class OfSampledRegions extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return new Sampled();
    }
  }

  private abstract static class OfTheImage implements Objective {
    @Override
    public Set<Region> regions() {
      return Set.of(Region.IMAGE);
    }
  }

  /** View 1's projections told from those of view 2 (one half of SimCLR's). */
  private static final class Contrast extends OfTheImage {
    @Override
    public Target target() {
      return Target.NONE;
    }

    @Override
    public boolean usesPredictor() {
      return false;
    }

    @Override
    public Loss loss(Compared compared) {
      RegionVectors image = compared.vectors(Region.IMAGE);
      Tensor first = CosineDistance.normalised(image.projection(1));
      Tensor second = CosineDistance.normalised(image.projection(2));
      Tensor likeness = first.matmul(second.transpose(1, 0)).multiply(1 / TEMPERATURE);
      Tensor right = first.multiply(second).sum(1).multiply(1 / TEMPERATURE);
      Tensor total = likeness.exp().sum(1).log().subtract(right).meanAll();
      return new Loss(total, Map.of("contrast", total));
    }
  }

  /** SimSiam's. */
  private static final class Siamese extends OfTheImage {
    @Override
    public Target target() {
      return Target.ONLINE;
    }

    @Override
    public Loss loss(Compared compared) {
      RegionVectors image = compared.vectors(Region.IMAGE);
      Tensor first = CosineDistance.mean(image.prediction(1), image.target(2), null);
      Tensor second = CosineDistance.mean(image.prediction(2), image.target(1), null);
      return new Loss(first.add(second), Map.of());
    }
  }

  /** Likeness to the other view's key, and unlikeness to eight that are remembered. */
  private static final class Queue extends OfTheImage {
    private static final int KEYS = 8;

    @Override
    public boolean usesPredictor() {
      return false;
    }

    @Override
    public boolean usesOnline(int view) {
      return view == 1;
    }

    @Override
    public boolean usesTarget(int view) {
      return view == 2;
    }

    @Override
    public Loss loss(Compared compared) {
      RegionVectors image = compared.vectors(Region.IMAGE);
      Tensor query = CosineDistance.normalised(image.projection(1));
      Tensor key = CosineDistance.normalised(image.target(2)).stopGradient();
      Recorder recorder = query.recorder();
      Shape shape = Shape.of(KEYS, key.shape().dim(1));
      Tensor queue = compared.state().buffer("queue", shape, new Initial.Uniform(1));
      Tensor all = recorder.concat(0, List.of(queue, key));
      int samples = key.shape().dim(0);
      compared.state().assign("queue", all.slice(0, samples, samples + KEYS));
      Tensor right = query.multiply(key).sum(1).exp();
      Tensor wrong = query.matmul(queue.transpose(1, 0)).exp().sum(1);
      Tensor total = right.add(wrong).log().subtract(right.log()).meanAll();
      return new Loss(total, Map.of());
    }
  }

  /** Predictions of four regions against the other view's targets of the same ones. */
  private static final class Sampled implements Objective {
    private static final Region FOUR = Region.sampled(4);

    @Override
    public Set<Region> regions() {
      return Set.of(FOUR);
    }

    @Override
    public Loss loss(Compared compared) {
      RegionVectors regions = compared.vectors(FOUR);
      return new Loss(distance(regions, 1, 2).add(distance(regions, 2, 1)), Map.of());
    }

    private static Tensor distance(RegionVectors regions, int view, int other) {
      Tensor present = regions.present(view, other);
      int rows = regions.prediction(view).shape().dim(0);
      return CosineDistance.mean(
          regions.prediction(view), regions.target(other), present.reshape(rows, 1));
    }
  }
}
