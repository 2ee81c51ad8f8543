package org.harl.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescribedTest {
  private static final class Plain {}

  private static final class Hashed {
    @Override
    public int hashCode() {
      return 7;
    }
  }

  @Test
  void whatHasATextIsCalledByIt() {
    assertThat(Described.of("resnet18,width=0.5")).isEqualTo("resnet18,width=0.5");
    assertThat(Described.of(null)).isEqualTo("none");
  }

  @Test
  void whatHasNoneIsCalledByItsClassAndALambdaByWhereItStands() {
    assertThat(Described.of(new Plain())).isEqualTo("DescribedTest.Plain");
    assertThat(Described.of(new Hashed())).isEqualTo("DescribedTest.Hashed");
    Supplier<String> lambda = () -> "";
    assertThat(Described.of(lambda)).isEqualTo("a lambda in DescribedTest");
  }

  private record Holder(Object inner) {}

  @Test
  void numbersOfObjectsWithinATextAreLeftOut() {
    Runnable lambda = () -> {};
    assertThat(Described.of(new Holder(new Plain())))
        .isEqualTo("Holder[inner=DescribedTest$Plain]");
    assertThat(Described.of(new Holder(lambda))).isEqualTo("Holder[inner=DescribedTest]");
  }

  @ParameterizedTest
  @CsvSource({
    "0.30000000000000004, 0.3",
    "0.0375, 0.0375",
    "1e-6, 1e-6",
    "0.1234567, 0.123457",
    "256, 256",
    "-0.0, 0",
    "1600000, 1.6e6",
    "NaN, NaN"
  })
  void numbersHaveSixDigitsAtMost(double value, String text) {
    assertThat(Described.number(value)).isEqualTo(text);
  }
}
