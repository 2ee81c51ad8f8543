package org.harl.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.harl.model.Scope;
import org.harl.model.StateDict;
import org.harl.objective.Compared;
import org.harl.objective.Loss;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loss against its definition, written out. */
class SupervisedLossTest {
  private static final double[][] SCORES = {
    {2, -1, 0.5}, {0.25, 0.25, -3}, {-1, 4, 3.5}, {1, 1.5, 1.25}
  };
  private static final int[] LABELS = {0, 1, 2, 0};

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.6})
  void lossIsTheCrossEntropyOfSmoothedClassesAndAccuracyTheShareOfLargestScores(double smoothing) {
    Map<String, TensorData> got = run(new Supervised(smoothing));
    double sum = 0;
    for (int n = 0; n < LABELS.length; n++) {
      double all = 0;
      for (double score : SCORES[n]) {
        all += Math.exp(score);
      }
      for (int k = 0; k < 3; k++) {
        double wanted = (k == LABELS[n] ? 1 - smoothing : 0) + smoothing / 3;
        sum -= wanted * Math.log(Math.exp(SCORES[n][k]) / all);
      }
    }
    assertThat(got.get("loss").at(0)).isCloseTo(sum / LABELS.length, Offset.offset(1e-12));
    assertThat(got.get("accuracy").at(0)).isEqualTo(0.5); // the second is a tie
  }

  private static Map<String, TensorData> run(Supervised objective) {
    Recorder recorder = new Recorder();
    Tensor scores = recorder.input("scores", ElementType.REAL, Shape.of(4, 3));
    Tensor labels = recorder.input("label", ElementType.REAL, Shape.of(4));
    RegionVectors image =
        new RegionVectors(Map.of(1, scores), Map.of(), Map.of(), Map.of(), Map.of());
    Loss loss =
        objective.loss(
            new Compared(
                Map.of(Region.IMAGE, image),
                Map.of(),
                Scope.root(recorder, "objective.", true),
                null,
                labels,
                null));
    recorder.output("loss", loss.total());
    loss.terms().forEach(recorder::output);
    double[] rows = new double[12];
    double[] classes = new double[4];
    for (int n = 0; n < 4; n++) {
      System.arraycopy(SCORES[n], 0, rows, 3 * n, 3);
      classes[n] = LABELS[n];
    }
    try (Backend backend =
            new ReferenceBackendProvider().open(new BackendOptions("cpu", Precision.FLOAT64, 1));
        Session session = backend.session(new StateDict(Map.of()));
        Executable program = session.compile(recorder.program())) {
      return program.run(
          Map.of(
              "scores", TensorData.of(Shape.of(4, 3), rows),
              "label", TensorData.of(Shape.of(4), classes)));
    }
  }
}
