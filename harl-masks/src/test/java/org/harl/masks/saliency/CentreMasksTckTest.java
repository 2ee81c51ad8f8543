package org.harl.masks.saliency;

import org.harl.mask.MaskProvider;
import org.harl.tck.MaskProviderTck;

class CentreMasksTckTest extends MaskProviderTck {
  @Override
  protected MaskProvider provider() {
    return new CentreMasks();
  }
}
