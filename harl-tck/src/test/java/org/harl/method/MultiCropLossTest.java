package org.harl.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.harl.model.Scope;
import org.harl.model.StateDict;
import org.harl.objective.Compared;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionObjective;
import org.harl.objective.RegionVectors;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses of five views, the first three of them large, against plain loops over pairs. */
class MultiCropLossTest {
  private static final int N = 4;
  private static final int D = 5;
  private static final int KEYS = 8;
  private static final int VIEWS = 5;
  private static final int LARGE = 3;
  private static final double TEMPERATURE = 0.3;

  private static final double[] QUEUE = drawn(99, KEYS);

  private static double[] drawn(long seed, int rows) {
    return new SplittableRandom(seed).doubles(rows * D, -1, 1).toArray();
  }

  /** Of the online network, or of the predictor. */
  private static double[] query(int view) {
    return drawn(view, N);
  }

  private static double[] target(int view) {
    return drawn(10 + view, N);
  }

  private static double recorded(Objective objective) {
    Recorder recorder = new Recorder();
    Map<Integer, Tensor> queries = new TreeMap<>();
    Map<Integer, Tensor> targets = new TreeMap<>();
    for (int view = 1; view <= VIEWS; view++) {
      if (objective.usesOnline(view)) {
        queries.put(view, constant(recorder, query(view), N));
      }
      if (objective.usesTarget(view) && view <= LARGE) {
        targets.put(view, constant(recorder, target(view), N));
      }
    }
    RegionVectors vectors =
        new RegionVectors(
            queries, objective.usesPredictor() ? queries : Map.of(), targets, Map.of(), Map.of());
    Scope state = Scope.root(recorder, "objective.", true);
    recorder.output(
        "loss",
        objective
            .loss(new Compared(Map.of(Region.IMAGE, vectors), Map.of(), state, null, null, null))
            .total());
    try (Backend backend =
        new ReferenceBackendProvider().open(new BackendOptions("cpu", Precision.FLOAT64, 1))) {
      return Trial.run(backend, state(objective), recorder.program(), Map.of())
          .outputs()
          .get("loss")
          .at(0);
    }
  }

  private static StateDict state(Objective objective) {
    return new StateDict(
        objective instanceof Moco
            ? Map.of(
                "objective.queue",
                TensorData.of(Shape.of(KEYS, D), QUEUE),
                "objective.position",
                TensorData.of(Shape.of(), 0.0))
            : Map.of());
  }

  private static Tensor constant(Recorder recorder, double[] values, int rows) {
    return recorder.constant(TensorData.of(Shape.of(rows, D), values));
  }

  private static double dot(double[] a, int i, double[] b, int j) {
    double sum = 0;
    for (int d = 0; d < D; d++) {
      sum += a[i * D + d] * b[j * D + d];
    }
    return sum;
  }

  private static double cosine(double[] a, int i, double[] b, int j) {
    return dot(a, i, b, j) / Math.sqrt(dot(a, i, a, i) * dot(b, j, b, j));
  }

  private static double meanCosine(int view, int other) {
    double sum = 0;
    for (int i = 0; i < N; i++) {
      sum += cosine(query(view), i, target(other), i) / N;
    }
    return sum;
  }

  @Test
  void simSiamIsTheMeanOverAllViewsAndAllLargeOnesButItself() {
    double sum = 0;
    int pairs = 0;
    for (int view = 1; view <= VIEWS; view++) {
      for (int other = 1; other <= LARGE; other++) {
        if (view != other) {
          sum -= meanCosine(view, other);
          pairs++;
        }
      }
    }
    assertThat(pairs).isEqualTo(12);
    assertThat(recorded(new SimSiam())).isCloseTo(sum / pairs, within(1e-12));
  }

  @Test
  void byolIsTwiceTheMeanOverAllViewsAndAllLargeOnesButItself() {
    double sum = 0;
    for (int view = 1; view <= VIEWS; view++) {
      for (int other = 1; other <= LARGE; other++) {
        sum += view == other ? 0 : 2 - 2 * meanCosine(view, other);
      }
    }
    assertThat(recorded(RegionObjective.byol())).isCloseTo(2 * sum / 12, within(1e-12));
  }

  private static double contrast(int query, int key) {
    double sum = 0;
    for (int i = 0; i < N; i++) {
      double right = cosine(query(query), i, target(key), i) / TEMPERATURE;
      double all = Math.exp(right);
      for (int j = 0; j < KEYS; j++) {
        double length = Math.sqrt(dot(query(query), i, query(query), i));
        all += Math.exp(dot(query(query), i, QUEUE, j) / length / TEMPERATURE);
      }
      sum += Math.log(all) - right;
    }
    return sum / N;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyFurtherViewIsAQueryOfMoCosKeys(boolean symmetric) {
    double sum = 0;
    int pairs = 0;
    for (int query = 1; query <= VIEWS; query++) {
      for (int key : symmetric ? List.of(1, 2) : List.of(2)) {
        if (query != key) {
          sum += contrast(query, key);
          pairs++;
        }
      }
    }
    assertThat(pairs).isEqualTo(symmetric ? 8 : 4);
    assertThat(recorded(new Moco(TEMPERATURE, KEYS, symmetric)))
        .isCloseTo(sum / pairs, within(1e-12));
  }
}
