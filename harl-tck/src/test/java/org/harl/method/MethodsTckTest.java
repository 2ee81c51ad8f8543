package org.harl.method;

import org.harl.objective.Objective;
import org.harl.tck.ObjectiveTck;
import org.junit.jupiter.api.Nested;

/** The methods' objectives are held to the rules of every objective. */
class MethodsTckTest {
  /** A multiple of 2, 3, 4 and 5 keys, which the rules feed, and of twice as many. */
  private static final int QUEUE = 120;

  @Nested
  class OfSimClr extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return new SimClr(0.5);
    }
  }

  @Nested
  class OfMoco extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return new Moco(0.2, QUEUE, false);
    }
  }

  @Nested
  class OfSymmetricMoco extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return new Moco(0.2, QUEUE, true);
    }
  }

  @Nested
  class OfDetConB extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return new DetCon(DetCon.Networks.MOMENTUM, 0.5, 3);
    }
  }

  @Nested
  class OfDetConS extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return new DetCon(DetCon.Networks.ONE, 0.5, 3);
    }
  }

  @Nested
  class OfPirl extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return new Pirl(0.2, 0.5, 8, 12);
    }
  }

  @Nested
  class OfSupervised extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return new Supervised(0.1);
    }
  }

  @Nested
  class OfSimSiam extends ObjectiveTck {
    @Override
    protected Objective objective() {
      return new SimSiam();
    }
  }
}
