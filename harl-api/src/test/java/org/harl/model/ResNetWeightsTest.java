package org.harl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.harl.InvalidInputException;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as torchvision 0.28, timm 1.0.29, MoCo and PyTorch-BYOL save them. */
class ResNetWeightsTest {
  private static final ResNet NETWORK = ResNet.resnet18().width(1.0 / 64);

  private static StateDict weights(ResNet network, UnaryOperator<String> naming) {
    return InitialValues.draw(Parameters.of(network, Shape.of(2, 3, 32, 32)), 1).rename(naming);
  }

  private static StateDict beside(String... names) {
    Map<String, TensorData> values = new LinkedHashMap<>();
    for (String name : names) {
      values.put(name, TensorData.scalar(1));
    }
    return new StateDict(values);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet18,width=0.015625",
        "resnet34,small,width=0.03125",
        "resnet50,width=0.015625",
        "resnet101,small,width=0.015625"
      })
  void depthWidthAndStemFollowFromTheTensors(String network) {
    ResNet expected = ResNet.parse(network);
    StateDict own = weights(expected, name -> name);
    ResNetWeights found =
        ResNetWeights.of(own.plus(beside("fc.weight", "bn1.num_batches_tracked")));
    assertThat(found.network()).isEqualTo(expected);
    assertThat(found.weights().names()).containsExactlyElementsOf(own.names());
    assertThat(found.weights().get("conv1.weight")).isSameAs(own.get("conv1.weight"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"module.encoder_q.", "backbone.", "online_encoder.net.", "model."})
  void prefixIsTakenAway(String prefix) {
    StateDict tensors = weights(NETWORK, name -> prefix + name).plus(beside("projector.0.weight"));
    assertThat(ResNetWeights.of(tensors).weights().names())
        .containsExactlyElementsOf(weights(NETWORK, name -> name).names());
  }

  @Test
  void networkThatFollowsAnotherIsPassedOver() {
    StateDict online = weights(NETWORK, name -> "online_encoder.net." + name);
    StateDict target = weights(NETWORK.small(), name -> "target_encoder.net." + name);
    assertThat(ResNetWeights.of(target.plus(online)).network()).isEqualTo(NETWORK);
  }

  @Test
  void numbersOfASequentialAreTorchvisionsParts() {
    StateDict numbered =
        weights(
            NETWORK,
            name -> {
              String part = name.substring(0, name.indexOf('.'));
              String number =
                  switch (part) {
                    case "conv1" -> "0";
                    case "bn1" -> "1";
                    default -> Integer.toString(Integer.parseInt(part.substring(5)) + 3);
                  };
              return "encoder." + number + name.substring(part.length());
            });
    ResNetWeights found = ResNetWeights.of(numbered.plus(beside("projection.net.0.weight")));
    assertThat(found.network()).isEqualTo(NETWORK);
    assertThat(found.weights().get("layer4.1.bn2.weight"))
        .isSameAs(numbered.get("encoder.7.1.bn2.weight"));
  }

  @Test
  void otherArchitectureIsNamedByItsFirstTensor() {
    assertThatThrownBy(() -> ResNetWeights.of(beside("blocks.0.attn.qkv.weight", "head.weight")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "its tensors are those of no ResNet of torchvision's make; the first of 2 is"
                + " 'blocks.0.attn.qkv.weight'");
  }

  @Test
  void twoNetworksAreNotChosenBetween() {
    StateDict two =
        weights(NETWORK, name -> "a." + name).plus(weights(NETWORK, name -> "b." + name));
    assertThatThrownBy(() -> ResNetWeights.of(two))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("it holds more than one ResNet, under [a., b.]; keep one");
  }

  @Test
  void missingTensorIsNamed() {
    StateDict cut =
        weights(NETWORK, name -> name).filter(name -> !name.equals("layer4.1.bn2.bias"));
    assertThatThrownBy(() -> ResNetWeights.of(cut))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1 missing: 'layer4.1.bn2.bias'");
  }
}
