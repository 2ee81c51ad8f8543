package org.harl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.error.InvalidInputException;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private static final Map<String, Scope.Declaration> DECLARED =
      Parameters.of(ResNet.resnet18().withWidth(1.0 / 64), Shape.of(1, 3, 32, 32));

  @Test
  void valuesInAnotherOrderComeInTheDeclaredOne() {
    StateDict drawn = InitialValues.draw(DECLARED, 1);
    Map<String, TensorData> reversed = new LinkedHashMap<>();
    drawn.names().stream()
        .sorted((a, b) -> b.compareTo(a))
        .forEach(name -> reversed.put(name, drawn.get(name)));
    assertThat(Parameters.match(new StateDict(reversed), DECLARED, name -> false).asMap())
        .isEqualTo(drawn.asMap())
        .satisfies(
            matched -> assertThat(matched.keySet()).containsExactlyElementsOf(DECLARED.keySet()));
  }

  @Test
  void torchvisionsExtrasAreLeftOutOnRequest() {
    StateDict extras =
        new StateDict(
            Map.of(
                "bn1.num_batches_tracked",
                TensorData.scalar(3),
                "fc.weight",
                TensorData.scalar(1)));
    StateDict given = InitialValues.draw(DECLARED, 1).plus(extras);
    assertThat(Parameters.match(given, DECLARED, Parameters.torchvisionExtras()).names())
        .containsExactlyElementsOf(DECLARED.keySet());
    assertThatThrownBy(() -> Parameters.match(given, DECLARED, name -> false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("2 unexpected: ")
        .hasMessageContaining("'fc.weight'");
  }

  @Test
  void everyKindOfMisfitIsNamed() {
    StateDict given =
        InitialValues.draw(DECLARED, 1)
            .filter(name -> !name.startsWith("bn1.") && !name.equals("conv1.weight"))
            .rename(name -> name.equals("layer1.0.bn1.bias") ? "layer9" : name)
            .plus(new StateDict(Map.of("layer1.0.bn1.weight", TensorData.of(Shape.of(2), 1f, 1f))));
    assertThatThrownBy(() -> Parameters.match(given, DECLARED, name -> false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "the 95 tensors given do not fit the 100 of the network; 6 missing: 'conv1.weight',"
                + " 'bn1.weight', 'bn1.bias', ..; 1 unexpected: 'layer9'; 1 of another shape:"
                + " 'layer1.0.bn1.weight' [2] for [1]; give the values of the same network");
  }
}
