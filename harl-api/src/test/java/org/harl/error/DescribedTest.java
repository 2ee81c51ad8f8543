package org.harl.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

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
}
