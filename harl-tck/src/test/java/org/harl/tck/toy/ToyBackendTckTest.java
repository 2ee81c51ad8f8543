package org.harl.tck.toy;

import org.harl.spi.BackendProvider;
import org.harl.tck.BackendTck;

/** The toy backend keeps every promise. */
class ToyBackendTckTest extends BackendTck {
  @Override
  protected BackendProvider provider() {
    return new ToyBackendProvider();
  }

  /** Its only one, whatever is asked for. */
  @Override
  protected String device() {
    return "cpu";
  }
}
