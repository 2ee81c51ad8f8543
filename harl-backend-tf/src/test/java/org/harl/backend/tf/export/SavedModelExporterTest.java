package org.harl.backend.tf.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.harl.Harl;
import org.harl.augment.AugmentationRecipe;
import org.harl.augment.EvalView;
import org.harl.augment.Normalisation;
import org.harl.data.ImageSource;
import org.harl.embed.EncoderExporters;
import org.harl.embed.TrainedEncoder;
import org.harl.error.HarlException;
import org.harl.image.Image;
import org.harl.model.Encoder;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.model.StateDict;
import org.harl.trace.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class SavedModelExporterTest {
  private static final int SIZE = 24;

  @TempDir Path folder;

  /** Images of random bytes, of the size that the encoder takes. */
  private record Noise(int size) implements ImageSource {
    @Override
    public String name(int index) {
      return "noise" + index;
    }

    @Override
    public Image read(int index) {
      byte[] rgb = new byte[SIZE * SIZE * 3];
      new SplittableRandom(index).nextBytes(rgb);
      return new Image(name(index), SIZE, SIZE, rgb);
    }

    private byte[][][][] pixels() {
      byte[][][][] pixels = new byte[size][SIZE][SIZE][3];
      for (int i = 0; i < size; i++) {
        byte[] rgb = read(i).rgb();
        for (int at = 0; at < rgb.length; at++) {
          pixels[i][at / 3 / SIZE][at / 3 % SIZE][at % 3] = rgb[at];
        }
      }
      return pixels;
    }
  }

  /** Weights as a training draws them, and a normalisation of their own. */
  private static TrainedEncoder drawn(Encoder encoder) {
    Normalisation half = new Normalisation(List.of(.5, .4, .6), List.of(.5, .25, .3));
    return new TrainedEncoder(
        encoder,
        EvalView.of(AugmentationRecipe.first(SIZE).withNormalisation(half)),
        InitialValues.draw(Parameters.of(encoder, Shape.of(2, 3, SIZE, SIZE)), 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void aReloadedModelEmbedsAnyNumberOfImagesAsHarlDoes(int count) throws IOException {
    TrainedEncoder encoder = drawn(ResNet.resnet18().small().withWidth(.25));
    Noise images = new Noise(count);
    EncoderExporters.find("savedmodel").export(encoder, folder);
    float[][] served;
    try (SavedModelBundle model = SavedModelBundle.load(folder.toString());
        TUint8 fed = TUint8.tensorOf(StdArrays.ndCopyOf(images.pixels()));
        Result result = model.call(Map.of("images", fed))) {
      assertThat(model.function("serving_default").signature().toString())
          .contains("shape=(-1, 24, 24, 3)", "shape=(-1, 128)");
      served = StdArrays.array2dCopyOf((TFloat32) result.get("features").orElseThrow());
    }
    float[][] embedded;
    try (Harl harl = Harl.builder().backend("tf").device("cpu").build()) {
      embedded = harl.embed(encoder, images);
    }
    assertThat(served).hasDimensions(count, 128);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < 128; j++) {
        assertThat(served[i][j]).isCloseTo(embedded[i][j], within(1e-5f));
      }
    }
  }

  @Test
  void anEncoderThatDependsOnTheNumberOfImagesIsRefused() {
    Encoder lastOnly =
        (scope, images) ->
            images.add(images.slice(0, images.shape().dim(0) - 1, images.shape().dim(0)));
    assertThatThrownBy(
            () ->
                EncoderExporters.find("savedmodel")
                    .export(new TrainedEncoder(lastOnly, SIZE, new StateDict(Map.of())), folder))
        .isInstanceOf(HarlException.class)
        .hasMessageContaining("depends on the number of images");
  }

  @Test
  void anUnknownFormatIsRefusedByName() {
    assertThatThrownBy(() -> EncoderExporters.find("punched-cards"))
        .hasMessageContaining("'punched-cards'")
        .hasMessageContaining("[savedmodel]");
  }
}
