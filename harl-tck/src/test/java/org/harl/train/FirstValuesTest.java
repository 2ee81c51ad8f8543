package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Session;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.harl.train.Tiny.Noise;
import org.harl.train.step.StepVariables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirstValuesTest {
  private static final Noise IMAGES = new Noise(false);

  private final Backend backend = new ReferenceBackendProvider().open(BackendOptions.DEFAULT);
  private final PretrainingPlan plan = Tiny.plan(IMAGES, p -> p.seed(3));
  private final StepVariables variables = plan.step().variables();

  @AfterEach
  void close() {
    backend.close();
  }

  private static void assertSame(StateDict got, StateDict expected) {
    assertThat(got.names()).containsExactlyElementsOf(expected.names());
    for (String name : expected.names()) {
      assertThat(got.get(name).toDoubles()).as(name).isEqualTo(expected.get(name).toDoubles());
    }
  }

  @Test
  void aSessionBeginsWithTheValuesThatTheStepsVariablesDraw() {
    try (Session session = FirstValues.session(backend, variables, 3)) {
      assertSame(session.variables(), variables.initial(3));
    }
  }

  @Test
  void whatThePlanHasTakesThePlaceOfWhatIsDrawnAndTheTargetIsAsDrawn() {
    String name = "online.encoder.conv.weight";
    Shape shape = variables.online().get(name).shape();
    StateDict ones = new StateDict(Map.of(name, TensorData.of(shape, ones(shape))));
    PretrainingPlan given = Tiny.plan(IMAGES, p -> p.seed(3).initial(ones));
    try (Session session = new RunStart(backend, given.step().variables(), given).session(null)) {
      assertSame(session.variables(), variables.initial(3).plus(ones));
    }
  }

  @Test
  void aCheckpointTakesThePlaceOfBothAndWhatItLacksIsDrawn() {
    StateDict other = variables.initial(4);
    RunStart start = new RunStart(backend, plan.step().variables(), plan);
    try (Session session = start.session(other)) {
      assertSame(session.variables(), other);
    }
    StateDict encoder = other.filter(name -> name.contains("encoder"));
    try (Session session = start.session(encoder)) {
      assertSame(session.variables(), variables.initial(3).plus(encoder));
    }
  }

  @Test
  void accumulatorsAreZero() {
    PretrainingPlan accumulating = Tiny.plan(IMAGES, p -> p.accumulate(2));
    try (Session session =
        new RunStart(backend, accumulating.step().variables(), accumulating).session(null)) {
      StateDict sums = session.variables().under("accumulated.");
      assertThat(sums.names())
          .hasSameSizeAs(accumulating.step().variables().accumulators().keySet());
      sums.asMap().values().forEach(sum -> assertThat(sum.toDoubles()).containsOnly(0));
    }
  }

  private static float[] ones(Shape shape) {
    float[] ones = new float[shape.size()];
    Arrays.fill(ones, 1);
    return ones;
  }
}
