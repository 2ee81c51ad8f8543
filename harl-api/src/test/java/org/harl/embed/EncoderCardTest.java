package org.harl.embed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.augment.EvalView;
import org.harl.augment.Normalisation;
import org.harl.augment.ResamplingFilter;
import org.harl.model.Encoder;
import org.harl.model.Encoders;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.trace.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncoderCardTest {
  private static final EvalView OWN =
      new EvalView(
          24,
          30,
          ResamplingFilter.BILINEAR,
          new Normalisation(List.of(.5, .25, .125), List.of(.5, 1.0, 2.0)));

  @TempDir Path folder;

  private static TrainedEncoder drawn(Encoder encoder, EvalView view) {
    Shape images = Shape.of(2, 3, view.size(), view.size());
    return new TrainedEncoder(encoder, view, InitialValues.draw(Parameters.of(encoder, images), 1));
  }

  private JsonNode config(TrainedEncoder encoder) throws IOException {
    EncoderCard.write(encoder, "encoder.safetensors", folder);
    return new ObjectMapper().readTree(folder.resolve(EncoderCard.CONFIG).toFile());
  }

  private String card(TrainedEncoder encoder) throws IOException {
    EncoderCard.write(encoder, "encoder.safetensors", folder);
    return Files.readString(folder.resolve(EncoderCard.CARD));
  }

  @Test
  void theConfigurationSaysTheViewInTheKeysOfTimmAndOfHuggingFace() throws IOException {
    JsonNode config = config(drawn(Encoders.parse("plain,channels=5"), OWN));
    JsonNode timm = config.get("pretrained_cfg");
    assertThat(timm.get("input_size").toString()).isEqualTo("[3,24,24]");
    assertThat(timm.get("interpolation").asText()).isEqualTo("bilinear");
    assertThat(timm.get("crop_pct").asDouble()).isEqualTo(.8);
    assertThat(timm.get("mean").toString()).isEqualTo("[0.5,0.25,0.125]");
    assertThat(timm.get("std").toString()).isEqualTo("[0.5,1.0,2.0]");
    assertThat(config.get("size").get("shortest_edge").asInt()).isEqualTo(30);
    assertThat(config.get("crop_size").get("height").asInt()).isEqualTo(24);
    assertThat(config.get("resample").asInt()).isEqualTo(2); // Pillow's bilinear
    assertThat(config.get("image_std")).isEqualTo(timm.get("std"));
  }

  @Test
  void theConfigurationHoldsWhatTheFileSaysOfItself() throws IOException {
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put("images", "12 \"images\" \\ of\na folder");
    TrainedEncoder encoder = drawn(Encoders.parse("plain,channels=5"), OWN).withOrigin(origin);
    JsonNode harl = config(encoder).get("harl");
    Map<String, String> told = new LinkedHashMap<>();
    harl.properties().forEach(entry -> told.put(entry.getKey(), entry.getValue().asText()));
    assertThat(told)
        .isEqualTo(encoder.metadata())
        .containsEntry("encoder", "plain,channels=5")
        .containsEntry("features", "5")
        .containsEntry("origin.images", "12 \"images\" \\ of\na folder");
  }

  @Test
  void aNetworkOfTorchvisionHasItsNameThereAndAnotherItsText() throws IOException {
    EvalView view = new EvalView(64);
    assertThat(config(drawn(ResNet.resnet18(), view)).get("architecture").asText())
        .isEqualTo("resnet18");
    ResNet narrow = ResNet.resnet18().small().withWidth(.0625);
    assertThat(config(drawn(narrow, view)).get("architecture").asText())
        .isEqualTo("resnet18,small,width=0.0625");
  }

  @ParameterizedTest
  @CsvSource({"224,256", "224,257", "32,32", "96,110", "160,183", "7,49", "300,341"})
  void timmsShareOfTheCropGivesTheShortSideAgain(int size, int resize) throws IOException {
    JsonNode config = config(drawn(Encoders.parse("plain"), new EvalView(size, resize)));
    double share = config.get("pretrained_cfg").get("crop_pct").asDouble();
    assertThat((int) Math.floor(size / share)).isEqualTo(resize);
  }

  @Test
  void theCardOfANetworkOfTorchvisionHasTheLinesThatLoadIt() throws IOException {
    assertThat(card(drawn(ResNet.resnet18().small(), new EvalView(32, 36))))
        .contains(
            "net = torchvision.models.resnet18()",
            "torch.nn.Conv2d(3, 64, 3, padding=1, bias=False)",
            "safetensors.torch.load_file(\"encoder.safetensors\")",
            "Resize(36, torchvision.transforms.InterpolationMode.BICUBIC)",
            "CenterCrop(32)",
            "Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])");
  }

  @Test
  void theCardOfAnotherNetworkSaysHowItGetsToPython() throws IOException {
    assertThat(card(drawn(Encoders.parse("plain"), OWN)))
        .contains("./harl export --format torchscript")
        .doesNotContain("torchvision.models");
  }

  @Test
  void theCardIsWholeWhateverTheOriginSays() throws IOException {
    TrainedEncoder encoder =
        drawn(Encoders.parse("plain"), OWN).withOrigin(Map.of("a | b", "one\ntwo | three"));
    assertThat(card(encoder)).contains("| a \\| b | one two \\| three |\n");
  }

  @Test
  void aCardThatSomebodyWroteInIsNoLongerAsItWasWritten() throws IOException {
    TrainedEncoder encoder =
        drawn(Encoders.parse("plain"), OWN).withOrigin(Map.of("\u00fc", "\u2014"));
    card(encoder);
    Path file = folder.resolve(EncoderCard.CARD);
    assertThat(EncoderCard.isAsWritten(file)).isTrue();
    Files.writeString(file, Files.readString(file) + "My notes.\n");
    assertThat(EncoderCard.isAsWritten(file)).isFalse();
    Files.writeString(file, "# Something else");
    assertThat(EncoderCard.isAsWritten(file)).isFalse();
    Files.write(file, new byte[] {(byte) 0xff, 0, (byte) 0xfe});
    assertThat(EncoderCard.isAsWritten(file)).isFalse();
  }

  @Test
  void parametersAreCountedWithoutRunningStatistics() {
    // conv1 1728, bn1 128, and torchvision's 11,176,512 less the stem's 9,408 + 128
    assertThat(EncoderCard.facts(drawn(ResNet.resnet18().small(), new EvalView(32))))
        .containsEntry("parameters", "11,168,832")
        .containsEntry("features", "vectors of 512 numbers");
  }
}
