package org.harl.backend.djl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TorchSwitchesTest {
  private final TorchSwitches switches = PyTorch.start().switches();

  @Test
  void nnpackIsOffAndCuDnnDeterministicFromTheStart() {
    assertThat(switches.at("userEnabledNNPACK")).isFalse();
    assertThat(switches.at("deterministicCuDNN")).isTrue();
  }

  @Test
  void tf32IsSwitchedForConvolutionsAndProducts() {
    for (boolean on : new boolean[] {true, false}) {
      switches.tf32(on);
      assertThat(switches.at("allowTF32CuDNN")).isEqualTo(on);
      assertThat(switches.at("allowTF32CuBLAS")).isEqualTo(on);
    }
  }

  @Test
  void oneDnnIsSwitched() {
    switches.oneDnn(false);
    assertThat(switches.at("userEnabledMkldnn")).isFalse();
    switches.oneDnn(true);
    assertThat(switches.at("userEnabledMkldnn")).isTrue();
  }
}
