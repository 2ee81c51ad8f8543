package org.harl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.harl.error.InvalidInputException;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.ShapeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResNetTest {
  private static final Shape IMAGES = Shape.of(2, 3, 224, 224);

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "resnet50"})
  void namesComeInTheOrderOfTorchvisionsStateDict(String name) throws IOException {
    List<String> expected = new ArrayList<>();
    golden(name).get("state_dict_keys").forEach(key -> expected.add(key.asText()));
    expected.removeIf(Parameters.torchvisionExtras());
    assertThat(Parameters.of(Encoders.parse(name), IMAGES).keySet())
        .containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @CsvSource({"resnet18, 512", "resnet50, 2048"})
  void trainableParametersCountAsInTorchvisionWithoutTheClassifier(String name, int features)
      throws IOException {
    long classifier = 1000L * features + 1000;
    assertThat(count(Encoders.parse(name)))
        .isEqualTo(golden(name).get("parameter_count").asLong() - classifier);
  }

  @ParameterizedTest
  @CsvSource({"resnet34, 21284672, 180", "resnet101, 42500160, 520"})
  void deeperNetworksHaveTorchvisionsParameterCounts(String name, long count, int tensors) {
    assertThat(count(Encoders.parse(name))).isEqualTo(count);
    assertThat(Parameters.of(Encoders.parse(name), IMAGES)).hasSize(tensors);
  }

  @ParameterizedTest
  @CsvSource({
    "resnet18, 7",
    "resnet50, 7",
    "'resnet18,outputStride=16', 14",
    "'resnet50,outputStride=8', 28",
    "'resnet18,outputStride=4', 56",
    "'resnet18,small', 28",
    "'resnet18,small,outputStride=16', 56",
    "'resnet18,small,outputStride=8', 112",
    "'resnet18,small,outputStride=4', 224"
  })
  void featureMapHasTheExtentOfTheTotalStride(String text, int side) {
    ResNet net = (ResNet) Encoders.parse(text);
    assertThat(encoded(net, IMAGES)).isEqualTo(Shape.of(2, net.featureChannels(), side, side));
    assertThat(net.totalStride()).isEqualTo(224 / side);
  }

  @Test
  void droppedStridesKeepTheParameters() {
    assertThat(Parameters.of(ResNet.resnet50().withOutputStride(4), IMAGES))
        .isEqualTo(Parameters.of(ResNet.resnet50(), IMAGES));
  }

  @Test
  void smallStemHasAKernelOfThree() {
    assertThat(Parameters.of(ResNet.resnet18().small(), IMAGES).get("conv1.weight").shape())
        .isEqualTo(Shape.of(64, 3, 3, 3));
  }

  @Test
  void widthMultipliesTheChannelsOfEveryStage() {
    Map<String, Scope.Declaration> narrow =
        Parameters.of(ResNet.resnet18().small().withWidth(0.25), IMAGES);
    assertThat(narrow.get("conv1.weight").shape()).isEqualTo(Shape.of(16, 3, 3, 3));
    assertThat(narrow.get("layer4.1.conv2.weight").shape()).isEqualTo(Shape.of(128, 128, 3, 3));
    assertThat(ResNet.resnet50().withWidth(0.5).featureChannels()).isEqualTo(1024);
    assertThat(ResNet.resnet18().withWidth(1.0 / 128).featureChannels()).isEqualTo(8);
  }

  @Test
  void convolutionsAreKaimingNormalByFanOut() {
    assertThat(Parameters.of(ResNet.resnet18(), IMAGES).get("layer2.0.conv1.weight"))
        .isEqualTo(
            new Scope.Declaration(
                Shape.of(128, 64, 3, 3), new Initial.KaimingNormal(128 * 9), true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"resnet18", "resnet101", "resnet34,small,width=0.25", "resnet50,outputStride=8"})
  void textIsReadBackAsTheSameNetwork(String text) {
    assertThat(Encoders.parse(text)).hasToString(text).isEqualTo(Encoders.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resnet19 | encoder 'resnet19' is not on the class path, found [",
        "resnet18,tiny | 'tiny' is none of small",
        "resnet18,small=1 | 'small=1' is none of",
        "resnet18,width=wide | 'wide' is no number for 'width'",
        "resnet18,width=1,width=2 | 'width' is set twice",
        "resnet18,width=0.007 | width 0.007",
        "resnet18,width=NaN | width NaN",
        "resnet18,width=65 | width 65.0",
        "resnet18,outputStride=2 | output stride 2; use 32, 16, 8 or 4"
      })
  void settingsOutsideTheFamilyAreRefused(String text, String fault) {
    assertThatThrownBy(() -> Encoders.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(fault);
  }

  @Test
  void imagesWithoutThreeChannelsAreRefused() {
    assertThatThrownBy(() -> encoded(ResNet.resnet18(), Shape.of(2, 1, 32, 32)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("resnet18: expected images [N, 3, H, W], got [2, 1, 32, 32]");
  }

  private static long count(Encoder net) {
    return Parameters.of(net, IMAGES).values().stream()
        .filter(Scope.Declaration::trainable)
        .mapToLong(declared -> declared.shape().size())
        .sum();
  }

  private static Shape encoded(ResNet net, Shape images) {
    Recorder recorder = new Recorder();
    Scope scope = Scope.root(recorder, "", true);
    return net.encode(scope, recorder.input("images", ElementType.REAL, images)).shape();
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream in =
        ResNetTest.class.getResourceAsStream("/golden/" + name + "-closed-form.json")) {
      return new ObjectMapper().readTree(in).get("expect");
    }
  }
}
