package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.harl.augment.Normalisation;
import org.harl.method.Method;
import org.harl.model.Layers;
import org.harl.model.Mlp;
import org.harl.objective.Compared;
import org.harl.objective.Loss;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.harl.train.step.HarlStep;
import org.harl.train.step.StepView;
import org.junit.jupiter.api.Test;

/** Keys of a batch in parts are those of each part alone. */
class TargetSplitsTest {
  private static final int SIZE = 8;
  private static final int BATCH = 6;
  private static final Normalisation BYTES = Normalisation.IMAGENET;

  /** Its loss is a fixed weighting of one sample's target. */
  private record KeyOf(int sample) implements Objective {
    @Override
    public Set<Region> regions() {
      return Set.of(Region.IMAGE);
    }

    @Override
    public boolean usesPredictor() {
      return false;
    }

    @Override
    public Loss loss(Compared compared) {
      Tensor keys = compared.vectors(Region.IMAGE).target(2);
      Tensor key = keys.slice(0, sample, sample + 1);
      Tensor loss = key.multiply(key).multiply(key).sumAll();
      return new Loss(loss, Map.of());
    }
  }

  private static double key(int sample, int splits, int from, int to) {
    Method method =
        Method.standard(SIZE)
            .withEncoder(
                (scope, x) ->
                    Layers.batchNorm(
                        scope.child("norm"), Layers.conv2d(scope.child("conv"), x, 5, 3, 2, 1)))
            .withHeads(new Mlp(7, 6))
            .withTargetSplits(splits)
            .withObjective(new KeyOf(sample));
    StepView view = new StepView((name, bytes) -> BYTES.ofBytes(bytes), SIZE);
    HarlStep step = new HarlStep(method, List.of(view, view), to - from);
    Map<String, TensorData> feeds = new TreeMap<>();
    step.program()
        .inputs()
        .forEach((name, input) -> feeds.put(name, input(name, input.shape(), from, to)));
    try (Backend backend =
            new ReferenceBackendProvider().open(new BackendOptions("cpu", Precision.FLOAT64, 1));
        Session session = FirstValues.session(backend, step.variables(), 4);
        Executable program = session.compile(step.program())) {
      return program.run(feeds).get("loss").at(0);
    }
  }

  /** Rows of one batch, whatever part of it is fed. */
  private static TensorData input(String name, Shape shape, int from, int to) {
    if (name.matches("view\\d")) {
      byte[] bytes = new byte[shape.size()];
      int each = shape.size() / (to - from);
      for (int i = 0; i < bytes.length; i++) {
        long number = (long) from * each + i;
        bytes[i] = (byte) (number * number * 31 + number * 7 + name.hashCode());
      }
      return TensorData.of(shape, bytes);
    }
    return TensorData.of(shape, new double[shape.size()]);
  }

  @Test
  void everyPartHasItsOwnBatchStatistics() {
    for (int sample = 0; sample < BATCH; sample++) {
      int part = sample / 2;
      double alone = key(sample - 2 * part, 1, 2 * part, 2 * part + 2);
      assertThat(key(sample, 3, 0, BATCH)).isEqualTo(alone, Offset.offset(1e-9));
      assertThat(key(sample, 1, 0, BATCH)).isNotCloseTo(alone, Offset.offset(1e-6));
    }
  }
}
