package org.harl.masks.drfi;

import org.harl.mask.MaskProvider;
import org.harl.tck.MaskProviderTck;

class DrfiMasksTckTest extends MaskProviderTck {
  @Override
  protected MaskProvider provider() {
    return new DrfiMasks();
  }
}
