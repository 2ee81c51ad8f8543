package org.harl.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.augment.EvalView;
import org.harl.augment.Normalisation;
import org.harl.augment.ResamplingFilter;
import org.harl.error.InvalidInputException;
import org.harl.model.Encoder;
import org.harl.model.Encoders;
import org.harl.model.InitialValues;
import org.harl.model.Layers;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.model.weights.Safetensors;
import org.harl.trace.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainedEncoderTest {
  private static final EvalView OWN =
      new EvalView(
          24,
          30,
          ResamplingFilter.BILINEAR,
          new Normalisation(List.of(.5, .25, 1 / 3.0), List.of(.5, 1e-9, 255.0)));

  @TempDir Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("encoder.safetensors");
  }

  private static TrainedEncoder drawn(Encoder encoder, EvalView view) {
    Shape images = Shape.of(2, 3, view.size(), view.size());
    return new TrainedEncoder(encoder, view, InitialValues.draw(Parameters.of(encoder, images), 1));
  }

  private void write(Encoder encoder, String... metadata) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (int i = 0; i < metadata.length; i += 2) {
      entries.put(metadata[i], metadata[i + 1]);
    }
    Safetensors.write(file, drawn(encoder, new EvalView(24)).weights(), entries);
  }

  private static void assertSame(TrainedEncoder read, TrainedEncoder written) {
    assertThat(read.encoder()).isEqualTo(written.encoder());
    assertThat(read.view()).isEqualTo(written.view());
    assertThat(read.weights().names()).isEqualTo(written.weights().names());
    written
        .weights()
        .asMap()
        .forEach(
            (name, value) ->
                assertThat(read.weights().get(name).toFloats()).isEqualTo(value.toFloats()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain,channels=5", "resnet18,small,width=0.0625"})
  void anEncoderOfAnyFamilyComesBackWithItsView(String text) {
    TrainedEncoder written = drawn(Encoders.parse(text), OWN);
    written.write(file);
    assertSame(TrainedEncoder.read(file), written);
    assertThat(TrainedEncoder.read(file, 48).view())
        .isEqualTo(new EvalView(48, 60, OWN.filter(), OWN.normalisation()));
  }

  @Test
  void whatAnEncoderCameOfComesBackWithIt() {
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put("seed", "7");
    origin.put("size", "of the images, not of the view");
    origin.put("\u00fc", "");
    drawn(Encoders.parse("plain"), OWN).withOrigin(origin).write(file);
    TrainedEncoder read = TrainedEncoder.read(file);
    assertThat(read.origin()).containsExactlyEntriesOf(origin);
    assertThat(read.view()).isEqualTo(OWN);
    write(Encoders.parse("plain"), "encoder", "plain,channels=4", "size", "24", "seed", "7");
    assertThat(TrainedEncoder.read(file).origin()).isEmpty();
  }

  @Test
  void aFileFromBeforeViewsWereWrittenIsViewedAsItWas() {
    write(Encoders.parse("plain"), "encoder", "plain,channels=4", "size", "24");
    assertThat(TrainedEncoder.read(file).view())
        .isEqualTo(new EvalView(24, 24, ResamplingFilter.BICUBIC, Normalisation.IMAGENET));
  }

  @Test
  void whatAnotherProgramMeansByTheSameKeysIsNotAskedOf() {
    ResNet network = ResNet.resnet18().small().withWidth(0.0625);
    write(network, "format", "pt", "mean", "[0.5]", "filter", "lanczos", "size", "3x24x24");
    assertThat(TrainedEncoder.read(file, 24).view()).isEqualTo(new EvalView(24));
    assertThat(TrainedEncoder.read(file, 24).encoder()).isEqualTo(network);
    assertThatThrownBy(() -> TrainedEncoder.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("do not name the size of its views");
  }

  @Test
  void anEncoderWithoutANameIsWrittenAndReadWhereItIsGiven() {
    Encoder nameless = (scope, images) -> Layers.conv2d(scope.child("conv"), images, 4, 3, 2, 1);
    TrainedEncoder written = drawn(nameless, OWN);
    written.write(file);
    assertThat(Safetensors.read(file).metadata()).doesNotContainKey("encoder");
    assertSame(TrainedEncoder.read(file, nameless), written);
    assertThatThrownBy(() -> TrainedEncoder.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "encoder '"
                + file
                + "': it names no network, as the one that was written has no text that an"
                + " EncoderFamily reads; give that network a family and write it again, or read it"
                + " in code with TrainedEncoder.read(file, encoder)");
  }

  @Test
  void aFileWhoseFamilyIsNotThereSaysWhichAndWhatToDo() {
    write(Encoders.parse("plain"), "encoder", "mine,channels=4", "size", "24");
    assertThatThrownBy(() -> TrainedEncoder.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(
            "encoder '" + file + "': encoder 'mine' is not on the class path, found [")
        .hasMessageContaining("HARL_CLASSPATH");
  }

  @Test
  void tensorsOfAnotherNetworkAreRefused() {
    write(Encoders.parse("plain,channels=5"), "size", "24");
    assertThatThrownBy(() -> TrainedEncoder.read(file, Encoders.parse("plain")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("conv.weight")
        .hasMessageContaining("[5, 3, 3, 3]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filter | lanczos | its metadata have 'lanczos' as 'filter', which must be bicubic or bilinear",
        "resize | 30.5 | its metadata have '30.5' as 'resize', which must be a number of pixels",
        "resize | 20 | evaluation view: a short side of 20 pixels holds no square of 24; resize to at least 24",
        "mean | 0.5;0.5;0.5 | its metadata have '0.5;0.5;0.5' as 'mean', which must be three numbers with commas between",
        "deviation | 1,0,1 | normalisation: the deviation must be three finite numbers above 0, of red, green and blue, got [1.0, 0.0, 1.0]"
      })
  void aViewThatCannotBeMeantIsRefused(String key, String value, String fault) {
    write(Encoders.parse("plain"), "encoder", "plain", "size", "24", key, value);
    assertThatThrownBy(() -> TrainedEncoder.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("encoder '" + file + "': " + fault);
  }
}
