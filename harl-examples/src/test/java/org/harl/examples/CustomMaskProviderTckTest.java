package org.harl.examples;

import org.harl.mask.MaskProvider;
import org.harl.tck.MaskProviderTck;

class CustomMaskProviderTckTest extends MaskProviderTck {
  @Override
  protected MaskProvider provider() {
    return new CustomMaskProvider();
  }
}
