package org.harl.tck.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.harl.error.HarlException;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.BackendProvider;
import org.harl.spi.Capability;
import org.harl.spi.DeviceInfo;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.backend.BackendSubject;
import org.harl.tck.backend.Comparison;
import org.harl.tck.backend.Host;
import org.harl.tck.backend.Scalars;
import org.harl.tck.backend.Trial;
import org.harl.tck.backend.Wrapped;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;

/** What the kit says of a backend that breaks a rule, whatever the backend throws. */
class RuleFailureTest {
  private static final Rule<Trial> STEPS =
      Rule.of("SPI-99", "A step MUST add one.", "a + 1", RuleFailureTest::step);

  private static void step(Trial trial) {
    Backend backend = trial.open(Precision.FLOAT32);
    try (Session session = backend.session(Scalars.state(Precision.FLOAT32, 1, 2, 3, 4))) {
      Scalars.step(session);
      Scalars.expect(session, 2, 3, 4, 5);
    }
  }

  private static RuleFailure failure(BackendProvider provider, Rule<Trial> rule) {
    BackendSubject subject = new BackendSubject(provider, "cpu", new Host());
    Kit<Trial> kit = new Kit<>(subject, List.of(rule), "MyTckTest", (name, other) -> other);
    return catchThrowableOfType(RuleFailure.class, () -> kit.run(rule));
  }

  /** A backend whose runs throw. */
  private static Wrapped crashing(Supplier<Throwable> crash) {
    return new Wrapped() {
      @Override
      public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
        Throwable thrown = crash.get();
        if (thrown instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) thrown;
      }
    };
  }

  @Test
  void failureSaysRuleSubjectWorstElementAndHowToRepeatIt() {
    Rule<Trial> rule =
        Rule.of(
            "LOSS-99",
            "A loss MUST be right.",
            "",
            trial ->
                Comparison.near(
                    "loss",
                    Shape.of(2, 2),
                    new double[] {1, 2, 3.5, 4.1},
                    new double[] {1, 2, 3, 4},
                    new Tolerance(0, 0.01)));
    String engine = new Wrapped().devices().get(0).description();
    assertThat(failure(new Wrapped(), rule))
        .hasMessage(
            String.join(
                System.lineSeparator(),
                "LOSS-99 is broken: A loss MUST be right.",
                "  backend 'reference' on 'cpu', " + engine,
                "  loss [2, 2] at [1, 0]: got 3.5, expected 3.0, allowed 0.04 (rtol 0.0, atol 0.01"
                    + " max|expected|)",
                "  repeat: mvn test -Dtest=MyTckTest -Dharl.tck.rules=LOSS-99 -Dharl.tck.seed=5169"));
  }

  @Test
  void crashOfABackendIsTheRulesFailureAndItsCause() {
    for (Throwable crash :
        List.of(
            new NullPointerException(),
            new StackOverflowError(),
            new OutOfMemoryError("native"),
            new HarlException("kernel failed"),
            new UnsatisfiedLinkError("libtorch"))) {
      RuleFailure failure = failure(crashing(() -> crash), STEPS);
      assertThat(failure).hasCause(crash).hasMessageContaining("  threw " + crash);
      assertThat(failure.rule()).isEqualTo("SPI-99");
    }
  }

  @Test
  void crashWhereARefusalIsAwaitedIsTheCauseToo() {
    NullPointerException crash = new NullPointerException();
    Rule<Trial> rule =
        Rule.of(
            "SPI-98",
            "It MUST refuse.",
            "",
            trial ->
                Trial.refused(
                    "x",
                    () -> {
                      throw crash;
                    }));
    assertThat(failure(new Wrapped(), rule))
        .hasCause(crash)
        .hasMessageContaining("x ends in java.lang.NullPointerException instead of");
  }

  @Test
  void crashOnAnotherThreadIsTheCauseToo() {
    IllegalStateException crash = new IllegalStateException("on a thread");
    Rule<Trial> rule =
        Rule.of(
            "SPI-97",
            "It MUST work.",
            "",
            trial -> {
              throw new ExecutionException(crash);
            });
    assertThat(failure(new Wrapped(), rule))
        .hasCause(crash)
        .hasMessageContaining("threw java.lang.IllegalStateException: on a thread");
  }

  @Test
  void failingCloseDoesNotHideTheFailure() {
    IllegalStateException crash = new IllegalStateException("in a run");
    Wrapped provider =
        new Wrapped() {
          @Override
          public Map<String, TensorData> run(Executable executable, Map<String, TensorData> feeds) {
            throw crash;
          }

          @Override
          public void close(AutoCloseable inner) {
            throw new StackOverflowError("in close()");
          }
        };
    RuleFailure failure = failure(provider, STEPS);
    assertThat(failure).hasCause(crash);
    assertThat(failure.getSuppressed())
        .anySatisfy(closing -> assertThat(closing).hasMessageContaining("in close()"));
  }

  @Test
  void failingCloseAloneIsAFailureAndClosesTheOthersAllTheSame() {
    List<AutoCloseable> closed = new ArrayList<>();
    Wrapped provider =
        new Wrapped() {
          @Override
          public void close(AutoCloseable inner) {
            closed.add(inner);
            throw new IllegalStateException("will not close");
          }
        };
    Rule<Trial> rule =
        Rule.of(
            "SPI-96",
            "It MUST close.",
            "",
            trial -> {
              trial.open(Precision.FLOAT32);
              trial.open(Precision.FLOAT32);
            });
    assertThat(failure(provider, rule))
        .hasMessageContaining("closing the backend ends in java.lang.IllegalStateException")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(closed).hasSize(2);
  }

  @Test
  void providerThatCannotEvenDescribeItselfIsReported() {
    Wrapped provider =
        new Wrapped() {
          @Override
          public String name() {
            throw new NullPointerException("name");
          }

          @Override
          public Set<Capability> capabilities() {
            throw new ExceptionInInitializerError("capabilities");
          }

          @Override
          public List<DeviceInfo> devices() {
            throw new StackOverflowError("devices");
          }

          @Override
          public Backend open(BackendOptions options) {
            throw new NoClassDefFoundError("ai/djl/engine/Engine");
          }
        };
    assertThat(failure(provider, STEPS))
        .hasCauseInstanceOf(NoClassDefFoundError.class)
        .hasMessageContaining("name() threw java.lang.NullPointerException: name")
        .hasMessageContaining("devices() threw java.lang.StackOverflowError: devices");
    assertThat(failure(provider, STEPS.where(Capability.FLOAT64)))
        .hasCauseInstanceOf(ExceptionInInitializerError.class);
  }

  @Test
  void devicesThatAreNullAreReported() {
    Wrapped provider =
        new Wrapped() {
          @Override
          public List<DeviceInfo> devices() {
            return null;
          }
        };
    Rule<Trial> rule = Rule.of("SPI-95", "It MUST.", "", trial -> Trial.require(false, "no"));
    assertThat(failure(provider, rule)).hasMessageContaining("devices() threw");
  }
}
