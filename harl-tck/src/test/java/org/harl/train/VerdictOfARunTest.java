package org.harl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.harl.model.Mlp;
import org.harl.spi.Backend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a listener is told of a run that is over. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class VerdictOfARunTest {
  private static final Discs DISCS = new Discs(40, true);

  /** Keeps what is told. */
  private static final class Told implements TrainingListener {
    private final List<String> measured = new ArrayList<>();
    private final List<List<String>> advice = new ArrayList<>();

    @Override
    public void measured(String what, int epoch, double share) {
      measured.add(what + " " + epoch + " " + share);
    }

    @Override
    public void ended(List<String> sentences) {
      advice.add(sentences);
    }
  }

  private static Told told(Consumer<PretrainingPlanBuilder> change, TrainingListener other)
      throws InterruptedException {
    Told told = new Told();
    try (Backend reference = SmallPlan.reference()) {
      Pretraining.start(reference, DISCS, SmallPlan.plan(DISCS, change), List.of(other, told))
          .await();
    }
    return told;
  }

  @Test
  void figuresThatOneListenerMeasuresAreToldToAllAndTheirFallAtTheEnd() throws Exception {
    TrainingListener measuring =
        new TrainingListener() {
          @Override
          public void epochDone(Epoch epoch) {
            epoch.measured("kNN accuracy", epoch.number() == 2 ? .5 : .25);
          }
        };
    Told told = told(plan -> {}, measuring);
    assertThat(told.measured)
        .containsExactly("kNN accuracy 1 0.25", "kNN accuracy 2 0.5", "kNN accuracy 3 0.25");
    assertThat(told.advice).hasSize(1);
    assertThat(told.advice.get(0))
        .singleElement()
        .asString()
        .startsWith("your kNN accuracy fell from 50.0% (epoch 2) to 25.0% (epoch 3); take the");
  }

  @Test
  void runThatWentWellGetsNoAdvice() throws Exception {
    assertThat(told(plan -> {}, new Told()).advice).containsExactly(List.of());
  }

  @Test
  void runThatEndsCollapsedIsToldSo() throws Exception {
    Told told =
        told(
            Tiny.method(
                    m ->
                        m.withProjector(
                            (scope, x) -> new Mlp(16, 8).apply(scope, x).multiply(1e-3).add(1)))
                .andThen(plan -> plan.epochs(11)),
            new Told());
    assertThat(told.advice.get(0))
        .singleElement()
        .asString()
        .startsWith(
            "the features have collapsed: the encoder tells images hardly apart, for 55 steps its"
                + " projections spread by less than a tenth of the 0.35 of vectors that point"
                + " everywhere");
  }
}
