package org.harl.masks.barrier;

import org.harl.mask.MaskProvider;
import org.harl.tck.MaskProviderTck;

class MinimumBarrierMasksTckTest extends MaskProviderTck {
  @Override
  protected MaskProvider provider() {
    return new MinimumBarrierMasks();
  }
}
