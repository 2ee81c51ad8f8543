package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.LabelMap;
import org.harl.image.Mask;
import org.harl.mask.MaskChoice;
import org.harl.mask.MaskProvider;
import org.harl.model.Head;
import org.harl.model.Layers;
import org.harl.objective.Compared;
import org.harl.objective.CosineDistance;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.trace.Tensor;
import org.harl.train.Tiny.Noise;
import org.junit.jupiter.api.Test;

class LabelMapsOfARunTest {
  private static final int SIZE = 4;
  private static final Head LINEAR = (scope, x) -> Layers.linear(scope.child("head"), x, SIZE);

  private final Noise masked = new Noise(true);

  /** Regions 0..8, of which 7 is larger than others. */
  private static final class Quilt implements MaskProvider {
    @Override
    public String name() {
      return "quilt";
    }

    @Override
    public Mask mask(Image image) {
      return new Mask(image.width(), image.height(), new byte[image.width() * image.height()]);
    }

    @Override
    public LabelMap labels(Image image) {
      byte[] labels = new byte[image.width() * image.height()];
      for (int i = 0; i < labels.length; i++) {
        int tile = i / image.width() / 4 * 3 + i % image.width() / 4;
        labels[i] = (byte) (tile == 2 ? LabelMap.NONE : tile == 8 ? 7 : tile);
      }
      return new LabelMap(image.width(), image.height(), labels);
    }

    @Override
    public int mostRegions(ImageSource images, int enough) {
      return 8;
    }
  }

  /** The mean over the regions of the first view that the second has, of d(p1, z2). */
  private record Dense(Set<Region> regions) implements Objective {
    @Override
    public Loss loss(Compared compared) {
      Tensor sum =
          compared.vectors().entrySet().stream()
              .map(entry -> distances(entry.getKey(), entry.getValue()))
              .reduce(Tensor::add)
              .orElseThrow();
      return new Loss(sum.multiply(1.0 / Tiny.BATCH), Map.of());
    }

    private static Tensor distances(Region region, RegionVectors v) {
      int k = region.count();
      Tensor p = CosineDistance.normalised(v.prediction(1)).reshape(Tiny.BATCH, k, SIZE);
      Tensor z = CosineDistance.normalised(v.target(2)).reshape(Tiny.BATCH, k, SIZE);
      Tensor all = p.matmul(z.transpose(0, 2, 1)).multiply(-2).add(2);
      return all.multiply(region.labelled() && k > 1 ? same(v) : alone(v)).sumAll();
    }
  }

  private static Tensor alone(RegionVectors v) {
    return v.present(1, 2).reshape(Tiny.BATCH, 1, 1);
  }

  /** Of one that comes several times, its share. */
  private static Tensor same(RegionVectors v) {
    return v.same(1, 2)
        .divide(v.same(1, 1).sum(2).maximum(1))
        .divide(v.same(2, 2).sum(1).maximum(1));
  }

  private List<Double> losses(Objective objective, MaskChoice masks) throws InterruptedException {
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stepped(StepReport report) {
            losses.add(report.loss());
          }
        };
    Tiny.train(
        masked,
        Tiny.method(m -> m.withObjective(objective).withHeads(LINEAR))
            .andThen(plan -> plan.masks(masks)),
        listener);
    return losses;
  }

  @Test
  void bothRegionsOfAMaskAreSampledAndFoundInTheOtherViewByTheirLabels() throws Exception {
    Objective named = new Dense(Set.of(Region.label(0), Region.label(1)));
    Objective sampled = new Dense(Set.of(Region.sampled(2)));
    double wanted = losses(named, MaskChoice.own()).get(0);
    assertThat(wanted).isPositive();
    assertThat(losses(sampled, MaskChoice.own()).get(0)).isCloseTo(wanted, within(1e-6));
  }

  @Test
  void aProviderOfMapsIsTrainedOnAndTheSameRunGivesTheSameBits() throws Exception {
    Objective sampled = new Dense(Set.of(Region.sampled(5)));
    List<Double> losses = losses(sampled, MaskChoice.of(new Quilt()));
    assertThat(losses).isNotEmpty().allMatch(loss -> loss > 0 && loss < 5 * 5 * 4);
    assertThat(losses(sampled, MaskChoice.of(new Quilt()))).isEqualTo(losses);
  }

  @Test
  void moreRegionsThanAnyMapHoldsAreRefused() {
    Objective three = new Dense(Set.of(Region.sampled(3)));
    assertThatThrownBy(() -> losses(three, MaskChoice.own()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "plan: the objective compares 3 regions of a view, but no map of 'the images' own'"
                + " holds more than 2; compare fewer, or name a mask provider that finds more");
    assertThatThrownBy(
            () -> losses(new Dense(Set.of(Region.sampled(9))), MaskChoice.of(new Quilt())))
        .hasMessageContaining(
            "compares 9 regions of a view, but no map of 'quilt' holds more than 8");
  }

  @Test
  void sampledRegionsOfImagesWithoutMasksAreRefused() {
    assertThatThrownBy(() -> losses(new Dense(Set.of(Region.sampled(2))), MaskChoice.none()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "plan: the objective compares [sampled2], but the images have no masks; name a mask"
                + " provider, or take RegionObjective.byol()");
  }
}
