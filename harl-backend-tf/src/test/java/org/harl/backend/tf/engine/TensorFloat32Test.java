package org.harl.backend.tf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TensorFloat32Test {
  @Test
  void tensorFlowIsToldWhetherItMayRoundFactorsToTf32() {
    TensorFlowLibrary.start();
    TensorFloat32.allow(false);
    assertThat(TensorFloat32.isAllowed()).isFalse();
    TensorFloat32.allow(true);
    assertThat(TensorFloat32.isAllowed()).isTrue();
  }
}
