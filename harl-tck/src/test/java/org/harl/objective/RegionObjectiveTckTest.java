package org.harl.objective;

import org.harl.schedule.Schedule;
import org.harl.tck.ObjectiveTck;
import org.junit.jupiter.api.Nested;

/** BYOL's objective and HARL's. */
class RegionObjectiveTckTest {
  private static final Schedule RISING = Schedule.cosineToOne(0.5);

  @Nested
  class Byol extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return RegionObjective.byol();
    }
  }

  @Nested
  class OfMasks extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return RegionObjective.mask(RISING);
    }
  }

  @Nested
  class Hybrid extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return RegionObjective.hybrid(Schedule.constant(0.5), RISING);
    }
  }

  @Nested
  class OfSampledRegions extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return SampledRegionObjective.hybrid(RISING, 3);
    }
  }

  @Nested
  class OfSampledRegionsWithZeroTargets extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return new SampledRegionObjective(Schedule.constant(1), 3, EmptyRegion.ZERO);
    }
  }

  @Nested
  class WithZeroVectors extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return RegionObjective.hybrid(RISING, RISING).withEmptyRegion(EmptyRegion.ZERO);
    }
  }
}
