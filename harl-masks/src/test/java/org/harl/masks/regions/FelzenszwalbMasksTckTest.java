package org.harl.masks.regions;

import org.harl.mask.MaskProvider;
import org.harl.tck.MaskProviderTck;

class FelzenszwalbMasksTckTest extends MaskProviderTck {
  @Override
  protected MaskProvider provider() {
    return new FelzenszwalbMasks();
  }
}
