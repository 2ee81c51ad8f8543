package org.harl.masks.network;

import org.harl.mask.MaskProvider;
import org.harl.tck.MaskProviderTck;

class OnnxMasksTckTest extends MaskProviderTck {
  @Override
  protected MaskProvider provider() {
    return new OnnxMasks().with(SaliencyNetworkTest.file("any-size.onnx").toString());
  }
}
