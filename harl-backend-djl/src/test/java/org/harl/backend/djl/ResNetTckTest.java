package org.harl.backend.djl;

import org.harl.model.Encoder;
import org.harl.model.ResNet;
import org.harl.spi.BackendProvider;
import org.harl.tck.EncoderTck;

/** What an encoder owes, kept on PyTorch as well. */
class ResNetTckTest extends EncoderTck {
  @Override
  protected Encoder encoder() {
    return ResNet.resnet18().small().withWidth(0.125);
  }

  @Override
  protected BackendProvider backend() {
    return new DjlBackendProvider();
  }
}
