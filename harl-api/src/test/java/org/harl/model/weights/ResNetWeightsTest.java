package org.harl.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.harl.error.InvalidInputException;
import org.harl.model.Encoders;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.model.StateDict;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as torchvision 0.28, timm 1.0.29, MoCo and PyTorch-BYOL save them. */
class ResNetWeightsTest {
  private static final ResNet NETWORK = ResNet.resnet18().withWidth(1.0 / 64);

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
    ResNet expected = (ResNet) Encoders.parse(network);
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

  /** lightly's ResNetGenerator, pytorch-cifar and stems that are a Sequential of their own. */
  @ParameterizedTest
  @CsvSource({
    "'', 0, 1, 4",
    "backbone., 0, 1, 4",
    "backbone., 0, 1, 2",
    "'', 0.0, 0.1, 1",
    "model.net., 0.0, 1, 3",
    "module.encoder.0., 2.0, 2.1, 7"
  })
  void numbersAreTorchvisionsPartsWhateverLiesBetweenThem(
      String prefix, String conv1, String bn1, int layer1) {
    StateDict numbered =
        weights(
            NETWORK.small(),
            name ->
                prefix
                    + name.replaceFirst("^conv1", conv1)
                        .replaceFirst("^bn1", bn1)
                        .replaceFirst("^layer1", "" + layer1)
                        .replaceFirst("^layer2", "" + (layer1 + 1))
                        .replaceFirst("^layer3", "" + (layer1 + 2))
                        .replaceFirst("^layer4", "" + (layer1 + 3))
                        .replace("downsample", "shortcut"));
    StateDict more =
        beside(
            prefix + (layer1 + 5) + ".weight", "head.0.weight", prefix + "1.num_batches_tracked");
    ResNetWeights found = ResNetWeights.of(numbered.plus(more));
    StateDict own = weights(NETWORK.small(), name -> name);
    assertThat(found.network()).isEqualTo(NETWORK.small());
    assertThat(found.weights().names()).containsExactlyElementsOf(own.names());
    for (String name : own.names()) {
      assertThat(found.weights().get(name).bytes()).isEqualTo(own.get(name).bytes());
    }
  }

  @Test
  void numberedStagesWithoutAStemAreNamedAsWhatTheyAre() {
    StateDict stages =
        weights(NETWORK, name -> name.replaceFirst("^layer", ""))
            .filter(name -> name.matches("\\d.*"));
    assertThatThrownBy(() -> ResNetWeights.of(stages))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("numbered like a torch.nn.Sequential of a ResNet's parts")
        .hasMessageContaining("stages 1 to 4, but before them there is no convolution");
  }

  @ParameterizedTest
  @CsvSource({
    "layer2.0.conv1.weight, NaN, 'tensor ''layer2.0.conv1.weight'' [2, 1, 3, 3] holds NaN at [0, 0, 2, 2]'",
    "layer4.1.bn2.bias, -Infinity, 'tensor ''layer4.1.bn2.bias'' [8] holds -Infinity at [3]'",
    "bn1.running_mean, Infinity, 'tensor ''bn1.running_mean'' [1] holds Infinity at [0]'",
    "bn1.running_var, -0.5, 'tensor ''bn1.running_var'' [1] holds -0.5 at [0], where a variance'"
  })
  void valuesThatNoNetworkComputesWithAreRefusedByTensorAndPlace(
      String tensor, float value, String fault) {
    StateDict own = weights(NETWORK, name -> name);
    TensorData spoilt = own.get(tensor).copy();
    spoilt.bytes().putFloat(4 * Math.min(11, (spoilt.shape().size() - 1) / 2), value);
    StateDict tensors = own.plus(new StateDict(Map.of(tensor, spoilt)));
    assertThatThrownBy(() -> ResNetWeights.of(tensors))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(fault)
        .hasMessageEndingWith("the training diverged or the file is damaged, take another");
    assertThatThrownBy(() -> ResNetWeights.of(tensors.rename(name -> "backbone." + name)))
        .hasMessageContaining("'backbone." + tensor + "'");
  }

  @Test
  void weightsOfWholeNumbersOrOfAnotherRankAreRefused() {
    StateDict own = weights(NETWORK, name -> name);
    TensorData bytes = TensorData.allocate(DataType.U8, own.get("bn1.weight").shape());
    assertThatThrownBy(() -> ResNetWeights.of(own.plus(new StateDict(Map.of("bn1.weight", bytes)))))
        .hasMessageContaining("1 of whole numbers: 'bn1.weight' U8");
    TensorData flat = TensorData.of(Shape.of(2, 2), 1, 2, 3, 4);
    assertThatThrownBy(
            () -> ResNetWeights.of(own.plus(new StateDict(Map.of("conv1.weight", flat)))))
        .hasMessage(
            "its 'conv1.weight' is [2, 2], where a ResNet has [channels, 3, height, width]; the"
                + " encoder is of another kind");
  }

  @Test
  void onlyTheNetworksOwnTensorsNeedATypeThatIsRead() {
    StateDict own = weights(NETWORK, name -> name);
    StateDict foreign = new StateDict(Map.of(), Map.of("ema.decay", "has the dtype 'BOOL'; ..."));
    assertThat(ResNetWeights.of(own.plus(foreign)).network()).isEqualTo(NETWORK);
    StateDict cut = own.filter(name -> !name.equals("layer3.1.conv1.weight"));
    StateDict narrow =
        new StateDict(Map.of(), Map.of("layer3.1.conv1.weight", "has the dtype 'F8_E4M3'"));
    assertThatThrownBy(() -> ResNetWeights.of(cut.plus(narrow)))
        .hasMessageContaining(
            "1 that cannot be read: 'layer3.1.conv1.weight' has the dtype 'F8_E4M3'");
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
