package org.harl.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.harl.model.Scope;
import org.harl.model.StateDict;
import org.harl.schedule.Schedule;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Precision;
import org.harl.tck.backend.Trial;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;

/** Against plain loops. */
class SampledRegionObjectiveTest {
  private static final int N = 3;
  private static final int K = 4;
  private static final int D = 5;

  /** Repeated, in one view alone, and none at all. */
  private static final double[][] IDS = {
    {7, 2, 7, 9, 1, 2, 3, 4, -1, -1, -1, -1}, {2, 2, 7, 5, 5, 6, 7, 8, 1, 1, 1, 1}
  };

  /** Label 2 of the first image and 3 of the second have no cell in view 1. */
  private static final double[][] AREAS = {
    {3, 0, 3, 1, 4, 5, 0, 1, 0, 0, 0, 0}, {2, 2, 4, 5, 1, 1, 1, 1, 9, 9, 9, 9}
  };

  private final double[][] predictions = new double[2][];
  private final double[][] targets = new double[2][];

  /** Vectors of the same region of a view are the same. */
  private void draw(double[][] vectors, long seed) {
    for (int view = 0; view < 2; view++) {
      double[] drawn = new SplittableRandom(seed + view).doubles(N * K * D, -1, 1).toArray();
      for (int i = 0; i < N * K; i++) {
        for (int j = i / K * K; j < i; j++) {
          if (IDS[view][i] == IDS[view][j]) {
            System.arraycopy(drawn, j * D, drawn, i * D, D);
          }
        }
      }
      vectors[view] = drawn;
    }
  }

  private double recorded(Objective objective) {
    Recorder recorder = new Recorder();
    RegionVectors vectors =
        new RegionVectors(
            Map.of(),
            tensors(recorder, predictions, Shape.of(N * K, D)),
            tensors(recorder, targets, Shape.of(N * K, D)),
            tensors(recorder, AREAS, Shape.of(N, K)),
            tensors(recorder, IDS, Shape.of(N, K)));
    Scope state = Scope.root(recorder, "objective.", true);
    Loss loss =
        objective.loss(
            new Compared(Map.of(Region.sampled(K), vectors), Map.of(), state, null, null, null));
    recorder.output("loss", loss.total());
    try (Backend backend =
        new ReferenceBackendProvider().open(new BackendOptions("cpu", Precision.FLOAT64, 1))) {
      return Trial.run(backend, new StateDict(Map.of()), recorder.program(), Map.of())
          .outputs()
          .get("loss")
          .at(0);
    }
  }

  private static Map<Integer, Tensor> tensors(Recorder recorder, double[][] values, Shape shape) {
    return Map.of(
        1, recorder.constant(TensorData.of(shape, values[0])),
        2, recorder.constant(TensorData.of(shape, values[1])));
  }

  private double looped(boolean zeros) {
    return looped(0, 1, zeros) + looped(1, 0, zeros);
  }

  /** The mean over every region of a view's images, each once. */
  private double looped(int view, int other, boolean zeros) {
    double sum = 0;
    int count = 0;
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < N * K; i++) {
      if (AREAS[view][i] > 0 && !seen.add(i / K + " " + IDS[view][i])) {
        continue;
      }
      int found = AREAS[view][i] > 0 ? find(i, view, other) : -1;
      if (found >= 0 || zeros) {
        sum += 2 - 2 * (found < 0 ? 0 : cosine(predictions[view], i, targets[other], found));
        count++;
      }
    }
    return sum / count;
  }

  private static int find(int i, int view, int other) {
    for (int j = i / K * K; j < i / K * K + K; j++) {
      if (IDS[other][j] == IDS[view][i] && AREAS[other][j] > 0) {
        return j;
      }
    }
    return -1;
  }

  private static double cosine(double[] a, int i, double[] b, int j) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int d = 0; d < D; d++) {
      dot += a[i * D + d] * b[j * D + d];
      aa += a[i * D + d] * a[i * D + d];
      bb += b[j * D + d] * b[j * D + d];
    }
    return dot / Math.sqrt(aa * bb);
  }

  @Test
  void eachRegionPredictsTheSameOfTheOtherViewAndOthersAreLeftOut() {
    draw(predictions, 1);
    draw(targets, 5);
    assertThat(recorded(SampledRegionObjective.mask(K))).isCloseTo(looped(false), within(1e-9));
  }

  @Test
  void underZeroARegionThatTheOtherViewHasNotCountsAsFarAsZerosAre() {
    draw(predictions, 2);
    draw(targets, 6);
    Objective zeros = new SampledRegionObjective(Schedule.constant(1), K, EmptyRegion.ZERO);
    assertThat(recorded(zeros)).isCloseTo(looped(true), within(1e-9));
  }

  @Test
  void anObjectiveOfWeightsAtTheEndsReadsOneRegion() {
    assertThat(SampledRegionObjective.mask(3).regions()).isEqualTo(Set.of(Region.sampled(3)));
    Objective image = SampledRegionObjective.hybrid(Schedule.constant(0), 3);
    assertThat(image.regions()).isEqualTo(Set.of(Region.IMAGE));
    assertThat(List.of(image, SampledRegionObjective.mask(3)))
        .allMatch(objective -> objective.weights().isEmpty());
    assertThat(SampledRegionObjective.hybrid(Schedule.constant(0.5), 3).weights())
        .containsOnlyKeys(RegionObjective.OBJECT_WEIGHT);
  }
}
