package org.harl.tck;

import org.harl.mask.MaskProvider;

class BrightMasksTckTest extends MaskProviderTck {
  @Override
  protected MaskProvider provider() {
    return new BrightMasks();
  }
}
