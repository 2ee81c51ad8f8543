package org.harl.model;

import org.harl.tck.EncoderTck;
import org.harl.trace.Shape;
import org.junit.jupiter.api.Nested;

/** Residual networks with both kinds of block and both stems. */
class ResNetTckTest {
  @Nested
  class Small extends EncoderTck {
    @Override
    protected Encoder encoder() {
      return ResNet.resnet18().small().withWidth(0.25);
    }
  }

  @Nested
  class Bottlenecks extends EncoderTck {
    @Override
    protected Encoder encoder() {
      return ResNet.resnet50().withWidth(0.125).withOutputStride(16);
    }
  }

  @Nested
  class OddImages extends EncoderTck {
    @Override
    protected Encoder encoder() {
      return ResNet.resnet18().withWidth(0.125);
    }

    @Override
    protected Shape images() {
      return Shape.of(3, 3, 45, 33);
    }
  }
}
