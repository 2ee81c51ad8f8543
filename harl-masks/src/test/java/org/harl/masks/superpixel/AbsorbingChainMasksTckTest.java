package org.harl.masks.superpixel;

import org.harl.mask.MaskProvider;
import org.harl.tck.MaskProviderTck;

class AbsorbingChainMasksTckTest extends MaskProviderTck {
  @Override
  protected MaskProvider provider() {
    return new AbsorbingChainMasks();
  }
}
