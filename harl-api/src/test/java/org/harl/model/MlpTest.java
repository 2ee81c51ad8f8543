package org.harl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.harl.error.InvalidInputException;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.ShapeException;
import org.junit.jupiter.api.Test;

class MlpTest {
  @Test
  void namesAreThoseOfATorchSequential() {
    Map<String, Scope.Declaration> declared = Parameters.of(Mlp.standard(), 512);
    assertThat(declared.keySet())
        .containsExactly(
            "0.weight",
            "0.bias",
            "1.weight",
            "1.bias",
            "1.running_mean",
            "1.running_var",
            "3.weight",
            "3.bias");
    assertThat(declared.get("0.weight").shape()).isEqualTo(Shape.of(4096, 512));
    assertThat(declared.get("3.weight").shape()).isEqualTo(Shape.of(256, 4096));
    assertThat(declared.get("3.bias").initial()).isEqualTo(new Initial.Uniform(1.0 / 64));
  }

  @Test
  void mapsVectorsToVectors() {
    Recorder recorder = new Recorder();
    assertThat(
            new Mlp(32, 12)
                .apply(
                    Scope.root(recorder, "projector.", true),
                    recorder.input("r", ElementType.REAL, Shape.of(4, 16)))
                .shape())
        .isEqualTo(Shape.of(4, 12));
  }

  @Test
  void sizesBelowOneAreRefused() {
    assertThatThrownBy(() -> new Mlp(0, 4))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("mlp: hidden 0 and out 4 must be at least 1");
  }

  @Test
  void featureMapsAreRefused() {
    Recorder recorder = new Recorder();
    assertThatThrownBy(
            () ->
                Mlp.standard()
                    .apply(
                        Scope.root(recorder, "", true),
                        recorder.input("h", ElementType.REAL, Shape.of(2, 8, 4, 4))))
        .isInstanceOf(ShapeException.class)
        .hasMessage("mlp: expected vectors [N, C], got [2, 8, 4, 4]");
  }
}
