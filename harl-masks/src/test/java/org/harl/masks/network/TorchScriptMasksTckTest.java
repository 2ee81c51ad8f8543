package org.harl.masks.network;

import org.harl.mask.MaskProvider;
import org.harl.tck.MaskProviderTck;

class TorchScriptMasksTckTest extends MaskProviderTck {
  @Override
  protected MaskProvider provider() {
    return new TorchScriptMasks().with(SaliencyNetworkTest.file("red-over-green.pt").toString());
  }
}
