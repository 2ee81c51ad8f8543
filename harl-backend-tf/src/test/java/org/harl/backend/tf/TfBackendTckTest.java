package org.harl.backend.tf;

import org.harl.spi.BackendProvider;
import org.harl.tck.BackendTck;

/** The TensorFlow backend keeps every promise. */
class TfBackendTckTest extends BackendTck {
  @Override
  protected BackendProvider provider() {
    return new TfBackendProvider();
  }
}
