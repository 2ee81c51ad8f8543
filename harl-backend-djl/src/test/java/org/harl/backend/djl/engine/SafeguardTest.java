package org.harl.backend.djl.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.harl.error.HarlException;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.DeviceInfo;
import org.harl.spi.EngineSafety;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeguardTest {
  private static final String WRONG = "1x1 convolution: 4 of 9 values are wrong";

  /** An engine whose kernels answer wrongly until what mends them is done. */
  private static final class Faulty implements Safeguard.Engine {
    final List<String> done = new ArrayList<>();
    boolean hides;
    boolean inUse;
    String limit = "";
    String mendedBy = "nothing, it is right";

    @Override
    public String name() {
      return "PyTorch 0";
    }

    @Override
    public boolean hidesCaches() {
      return hides;
    }

    @Override
    public String limit() {
      return limit;
    }

    @Override
    public boolean isInUse() {
      return inUse;
    }

    @Override
    public void limitOneDnn() {
      done.add("limit");
    }

    @Override
    public void withoutOneDnn() {
      done.add("off");
    }

    @Override
    public List<String> wrong(Backend backend, Precision precision) {
      done.add("check " + precision);
      boolean right = mendedBy.startsWith("nothing") || done.contains(mendedBy);
      return right ? List.of() : List.of(WRONG, "another");
    }
  }

  private record On(String name) implements Backend {
    @Override
    public BackendOptions options() {
      return BackendOptions.DEFAULT;
    }

    @Override
    public DeviceInfo device() {
      return new DeviceInfo(name, "");
    }

    @Override
    public Session session(StateDict variables) {
      throw new AssertionError("the engine is asked, not the backend");
    }

    @Override
    public void close() {}
  }

  private final Faulty engine = new Faulty();
  private final Safeguard safeguard = new Safeguard(engine);

  private List<String> examine(Precision precision, EngineSafety safety) {
    return safeguard.examine(new On("cpu"), precision, safety);
  }

  private List<String> examine() {
    return examine(Precision.FLOAT32, EngineSafety.AUTO);
  }

  @Test
  void aRightEngineIsCheckedOnceForEachPrecisionAndLeftAlone() {
    assertThat(examine()).isEmpty();
    assertThat(examine()).isEmpty();
    assertThat(examine(Precision.FLOAT64, EngineSafety.AUTO)).isEmpty();
    assertThat(engine.done).containsExactly("check FLOAT32", "check FLOAT64");
  }

  @Test
  void whereCachesAreHiddenTheEngineIsHeldToAvx2BeforeAnythingIsTried() {
    engine.hides = true;
    engine.mendedBy = "limit";
    assertThat(examine())
        .singleElement()
        .asString()
        .contains("PyTorch 0 computes wrongly", "hide", "held to AVX2", "backend 'tf'");
    assertThat(examine()).hasSize(1);
    assertThat(engine.done).containsExactly("limit", "check FLOAT32");
  }

  @Test
  void whereCachesAreHiddenAndTheEngineHasComputedOneDnnIsSwitchedOff() {
    engine.hides = true;
    engine.inUse = true;
    engine.mendedBy = "off";
    assertThat(examine()).singleElement().asString().contains("has computed already", "six times");
    assertThat(engine.done).containsExactly("off", "check FLOAT32");
  }

  @Test
  void anEngineThatComputedUncheckedCountsAsUsed() {
    engine.hides = true;
    assertThat(examine(Precision.FLOAT32, EngineSafety.OFF)).isEmpty();
    assertThat(engine.done).isEmpty();
    examine();
    assertThat(engine.done).containsExactly("off", "check FLOAT32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AVX2", "AVX", "SSE41"})
  void aLimitOfTheUserThatIsSafeIsLeftAndChecked(String limit) {
    engine.hides = true;
    engine.limit = limit;
    assertThat(examine()).isEmpty();
    assertThat(engine.done).containsExactly("check FLOAT32");
  }

  @Test
  void aLimitOfTheUserThatIsNotSafeIsLeftAndNamedAndOneDnnSwitchedOff() {
    engine.hides = true;
    engine.limit = "AVX512_CORE";
    assertThat(examine()).singleElement().asString().contains("limits it to 'AVX512_CORE'");
    assertThat(engine.done).containsExactly("off", "check FLOAT32");
  }

  @Test
  void wrongAnswersWhereNothingIsHiddenSwitchOneDnnOffAndAreQuoted() {
    engine.mendedBy = "off";
    assertThat(examine()).singleElement().asString().contains(WRONG + ", and 1 more");
    assertThat(engine.done).containsExactly("check FLOAT32", "off", "check FLOAT32");
  }

  @Test
  void anEngineThatStaysWrongUnderAvx2LosesOneDnnToo() {
    engine.hides = true;
    engine.mendedBy = "off";
    assertThat(examine()).hasSize(2);
    assertThat(engine.done).containsExactly("limit", "check FLOAT32", "off", "check FLOAT32");
  }

  @Test
  void anEngineThatNothingMendsIsRefusedEveryTime() {
    engine.mendedBy = "a miracle";
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(this::examine)
          .isInstanceOf(HarlException.class)
          .hasMessageContainingAll("PyTorch 0", "FLOAT32", "'cpu'", WRONG, "backend 'tf'");
    }
  }

  @Test
  void precisionsThatPassedBeforeOneDnnWasSwitchedOffAreCheckedAnew() {
    examine();
    engine.mendedBy = "off";
    examine(Precision.BFLOAT16, EngineSafety.AUTO);
    examine();
    assertThat(engine.done)
        .containsExactly(
            "check FLOAT32", "check BFLOAT16", "off", "check BFLOAT16", "check FLOAT32");
  }

  @Test
  void aGpuIsCheckedButNothingOfTheCpusIsDoneForIt() {
    engine.hides = true;
    engine.mendedBy = "off";
    assertThatThrownBy(
            () -> safeguard.examine(new On("gpu:0"), Precision.FLOAT32, EngineSafety.AUTO))
        .hasMessageContaining("'gpu:0'");
    assertThat(engine.done).containsExactly("check FLOAT32");
  }

  @Test
  void onHoldsAnEngineThatShowsNoFault() {
    assertThat(examine(Precision.FLOAT32, EngineSafety.ON)).hasSize(1);
    assertThat(engine.done).containsExactly("limit", "check FLOAT32");
  }
}
