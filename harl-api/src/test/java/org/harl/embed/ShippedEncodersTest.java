package org.harl.embed;

import static java.awt.image.BufferedImage.TYPE_INT_RGB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import org.harl.data.ImageSource;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.method.Methods;
import org.harl.model.Encoders;
import org.harl.train.PretrainingPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes in the jar. */
class ShippedEncodersTest {
  @TempDir Path folder;

  static List<String> names() {
    return ShippedEncoders.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachSaysWhatItIsAndWhatItCameOf(String name) {
    TrainedEncoder encoder = TrainedEncoder.named(name);
    assertThat(encoder.origin()).containsKeys("objective", "images", "epochs done", "harl");
    assertThat(encoder.metadata()).containsKeys("encoder", "features", "size", "mean");
    assertThat(encoder.view().size()).isGreaterThan(0);
  }

  @Test
  void r18w25IsTheNetworkOfItsName() {
    TrainedEncoder encoder = TrainedEncoder.named("harl-r18w25");
    assertThat(encoder.encoder()).isEqualTo(Encoders.parse("resnet18,width=0.25"));
    assertThat(encoder.features()).isEqualTo(128);
  }

  @Test
  void aFileIsReadByTheSameMethodAndUnknownNamesAreToldWhatThereIs() {
    Path file = folder.resolve("copy.safetensors");
    TrainedEncoder.named("harl-r18w25").write(file);
    assertThat(TrainedEncoder.named(file.toString()).metadata())
        .isEqualTo(TrainedEncoder.named("harl-r18w25").metadata());
    assertThat(ShippedEncoders.read(file.toString(), 64).size()).isEqualTo(64);
    assertThatThrownBy(() -> TrainedEncoder.named("harl-r18w50"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "encoder 'harl-r18w50': there is no such file, and none of that name comes with harl,"
                + " which has [harl-r18w25]; did you mean 'harl-r18w25'?");
  }

  @Test
  void aRunThatHasNoTargetNetworkTakesOfAnEncoderWhatTheOnlineNetworkNeeds() {
    TrainedEncoder encoder = TrainedEncoder.named("harl-r18w25");
    ImageSource images = ImageSource.of(List.of(Image.of(new BufferedImage(8, 8, TYPE_INT_RGB))));
    PretrainingPlan plan =
        PretrainingPlan.builder()
            .method(Methods.parse("simclr", 32).withEncoder(encoder.encoder()))
            .initial(PretrainingPlan.startOf(encoder))
            .build();
    assertThat(plan.on(images).initial().names())
        .contains("online.encoder.layer4.1.bn2.running_var")
        .allMatch(name -> name.startsWith("online."));
    PretrainingPlan ofTwo =
        plan.withMethod(Methods.parse("byol", 32).withEncoder(encoder.encoder()));
    assertThat(ofTwo.on(images).initial().names())
        .contains("online.encoder.conv1.weight", "target.encoder.layer4.1.bn2.running_var");
  }
}
