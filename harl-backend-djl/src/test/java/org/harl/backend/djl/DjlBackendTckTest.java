package org.harl.backend.djl;

import org.harl.spi.BackendProvider;
import org.harl.tck.BackendTck;

/** The DJL backend keeps every promise. */
class DjlBackendTckTest extends BackendTck {
  @Override
  protected BackendProvider provider() {
    return new DjlBackendProvider();
  }
}
