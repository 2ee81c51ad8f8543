package org.harl.tck;

import org.harl.spi.BackendProvider;
import org.harl.tck.reference.ReferenceBackendProvider;

/** The reference keeps every promise. */
class ReferenceTckTest extends BackendTck {
  @Override
  protected BackendProvider provider() {
    return new ReferenceBackendProvider();
  }

  /** Its only one, whatever is asked for. */
  @Override
  protected String device() {
    return "cpu";
  }
}
