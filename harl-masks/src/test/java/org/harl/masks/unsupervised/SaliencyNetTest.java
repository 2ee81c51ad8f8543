package org.harl.masks.unsupervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.harl.error.InvalidInputException;
import org.harl.masks.regions.RegionForest;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaliencyNetTest {
  private static final int SIDE = 32;

  private final Random random = new Random(7);

  private float[] drawn(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Drawn weights; statistics and norms that are not the identity. */
  private StateDict weights() {
    Map<String, TensorData> moved = new LinkedHashMap<>();
    StateDict initial = new SaliencyStep(2, SIDE).initial(3);
    new SaliencyStep(2, SIDE)
        .network()
        .forEach(
            (name, declared) -> {
              float[] values = initial.get(name).toFloats();
              for (int i = 0; i < values.length; i++) {
                values[i] += name.contains("norm") ? 0.3f * random.nextFloat() : 0;
              }
              moved.put(name, TensorData.of(declared.shape(), values));
            });
    return new StateDict(moved);
  }

  @Test
  void plainJavaComputesWhatABackendDoes() {
    StateDict weights = weights();
    float[] input = drawn(SaliencyInput.CHANNELS * SIDE * SIDE);
    float[] recorded;
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.DEFAULT);
        Session session = backend.session(weights);
        Executable program = session.compile(new SaliencyStep(1, SIDE).inference())) {
      Shape shape = Shape.of(1, SaliencyInput.CHANNELS, SIDE, SIDE);
      TensorData images = TensorData.of(shape, input.clone());
      recorded =
          program.run(Map.of(SaliencyStep.IMAGES, images)).get(SaliencyStep.SALIENCY).toFloats();
    }
    FeatureMaps logits =
        SaliencyNet.logits(
            new ComputedLayers(weights),
            new FeatureMaps(SaliencyInput.CHANNELS, SIDE, input.clone()));
    assertThat(logits.side()).isEqualTo(SIDE / 2);
    assertThat(recorded).hasSize(SIDE * SIDE / 4);
    for (int i = 0; i < recorded.length; i++) {
      assertThat(RegionForest.logistic(logits.values()[i])).isEqualTo(recorded[i], within(1e-4f));
    }
  }

  @Test
  void convolutionsOfEverySizeAreTheDefinition() {
    int[][] cases = {
      {3, 4, 5, 3, 1},
      {2, 4, 8, 3, 2},
      {5, 8, 6, 1, 1},
      {4, 1, 7, 1, 1},
      {1, 4, 40, 3, 1},
      {2, 3, 70, 3, 2},
      {3, 20, 7, 3, 2}
    };
    for (int[] c : cases) {
      FeatureMaps x = new FeatureMaps(c[0], c[2], drawn(c[0] * c[2] * c[2]));
      float[] weight = drawn(c[1] * c[0] * c[3] * c[3]);
      float[] bias = drawn(c[1]);
      FeatureMaps y = new Convolution(weight, bias, c[3]).of(x, c[4]);
      assertThat(y.side()).isEqualTo((c[2] + c[4] - 1) / c[4]);
      for (int i = 0; i < y.values().length; i++) {
        assertThat((double) y.values()[i])
            .isCloseTo(defined(x, weight, bias, c, y.side(), i), within(1e-4));
      }
    }
  }

  private static double defined(
      FeatureMaps x, float[] weight, float[] bias, int[] c, int side, int at) {
    int filter = at / (side * side);
    double sum = bias[filter];
    for (int channel = 0; channel < c[0]; channel++) {
      for (int ky = 0; ky < c[3]; ky++) {
        for (int kx = 0; kx < c[3]; kx++) {
          int row = at / side % side * c[4] + ky - c[3] / 2;
          int column = at % side * c[4] + kx - c[3] / 2;
          if (row >= 0 && row < c[2] && column >= 0 && column < c[2]) {
            sum +=
                (double) weight[((filter * c[0] + channel) * c[3] + ky) * c[3] + kx]
                    * x.values()[(channel * c[2] + row) * c[2] + column];
          }
        }
      }
    }
    return sum;
  }

  @Test
  void networkHasLessThanTwoMillionParameters() {
    long parameters =
        new SaliencyStep(2, SIDE)
            .network().values().stream()
                .filter(d -> d.trainable())
                .mapToLong(d -> d.shape().size())
                .sum();
    assertThat(parameters).isBetween(1_000_000L, 2_000_000L);
  }

  @Test
  void modelsThatAreNoneAreRefused(@TempDir Path folder) throws IOException {
    Path text = folder.resolve("text.safetensors");
    Files.writeString(text, "no model at all");
    assertThatThrownBy(() -> UnsupervisedModel.read(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("text.safetensors");
    StateDict network = new StateDict(Map.of("a", TensorData.scalar(1)));
    assertThatThrownBy(() -> UnsupervisedModel.of(network, "other"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("model 'other': it is not one that 'harl masks train-unsupervised' wrote");
  }
}
