package org.harl.examples;

import org.harl.model.Encoder;
import org.harl.tck.EncoderTck;

class CustomEncoderTckTest extends EncoderTck {
  @Override
  protected Encoder encoder() {
    return new CustomEncoder();
  }
}
