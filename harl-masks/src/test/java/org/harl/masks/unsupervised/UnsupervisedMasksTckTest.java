package org.harl.masks.unsupervised;

import org.harl.mask.MaskProvider;
import org.harl.tck.MaskProviderTck;

class UnsupervisedMasksTckTest extends MaskProviderTck {
  @Override
  protected MaskProvider provider() {
    return new UnsupervisedMasks();
  }
}
