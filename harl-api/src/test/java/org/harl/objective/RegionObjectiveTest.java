package org.harl.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.harl.objective.Region.BACKGROUND;
import static org.harl.objective.Region.FOREGROUND;
import static org.harl.objective.Region.IMAGE;

import org.harl.error.InvalidInputException;
import org.harl.schedule.Schedule;
import org.junit.jupiter.api.Test;

class RegionObjectiveTest {
  private static final Schedule RISING = Schedule.cosineToOne(0.7);
  private static final Schedule ONE = Schedule.constant(1);
  private static final Schedule ZERO = Schedule.constant(0);

  @Test
  void byolComparesTheImageAloneAndHasNoWeight() {
    assertThat(RegionObjective.byol().regions()).containsExactly(IMAGE);
    assertThat(RegionObjective.byol().weights()).isEmpty();
  }

  @Test
  void maskLossComparesForegroundAndBackground() {
    assertThat(RegionObjective.mask(RISING).regions()).containsExactly(FOREGROUND, BACKGROUND);
    assertThat(RegionObjective.mask(RISING).weights()).containsOnlyKeys("foregroundWeight");
  }

  @Test
  void hybridLossComparesAllThree() {
    RegionObjective hybrid = RegionObjective.hybrid(RISING, RISING);
    assertThat(hybrid.regions()).containsExactly(IMAGE, FOREGROUND, BACKGROUND);
    assertThat(hybrid.weights()).containsOnlyKeys("objectWeight", "foregroundWeight");
  }

  @Test
  void regionWhoseWeightIsConstantlyZeroIsNotCompared() {
    assertThat(RegionObjective.hybrid(RISING, ONE).regions()).containsExactly(IMAGE, FOREGROUND);
    assertThat(RegionObjective.hybrid(RISING, ONE).weights()).containsOnlyKeys("objectWeight");
    assertThat(RegionObjective.hybrid(RISING, ZERO).regions()).containsExactly(IMAGE, BACKGROUND);
    assertThat(RegionObjective.mask(ZERO).regions()).containsExactly(BACKGROUND);
  }

  @Test
  void weightOutsideZeroToOneIsRefusedByName() {
    assertThatThrownBy(() -> RegionObjective.mask(Schedule.constant(1.5)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'foregroundWeight' must stay within 0..1")
        .hasMessageContaining("constant(1.5)");
  }
}
