package org.harl.eval.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.harl.data.Colours;
import org.harl.embed.EmbedderSettings;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;
import org.harl.model.Initial;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.model.Scope.Declaration;
import org.harl.model.StateDict;
import org.harl.model.weights.Safetensors;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Precision;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.harl.trace.Shape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of one colour each: no crop and no flip changes them. */
class ClassifierTrainingTest {
  private static final EmbedderSettings ONE_THREAD =
      new EmbedderSettings(64, 1, Duration.ofMinutes(1));

  private static final int[] LABELS =
      IntStream.range(0, Colours.IMAGES).map(i -> i % Colours.CLASSES).toArray();
  private static final Backend REFERENCE =
      new ReferenceBackendProvider().open(new BackendOptions("cpu", Precision.FLOAT64, 1));

  @TempDir Path folder;

  /** An encoder without parameters: the features are the normalised colour. */
  private static final TrainedEncoder PIXELS =
      new TrainedEncoder((scope, images) -> images, Colours.SIDE, new StateDict(Map.of()));

  @AfterAll
  static void close() {
    REFERENCE.close();
  }

  @Test
  void frozenTrainingFollowsItsFormulas() {
    ClassifierTraining training = new ClassifierTraining(true, 15, 64, .3, .01, 4, ONE_THREAD);
    LinearClassifier found =
        training
            .train(REFERENCE, PIXELS, new Colours(), LABELS, Colours.CLASSES, step -> {})
            .classifier();
    double[][] expected = byHand(15, .3, .01, 4);
    for (int k = 0; k < Colours.CLASSES; k++) {
      for (int d = 0; d < 3; d++) {
        assertThat(found.weights()[d][k]).isCloseTo(expected[k][d], within(1e-6));
      }
      assertThat(found.bias()[k]).isCloseTo(expected[k][3], within(1e-6));
    }
  }

  /** Softmax regression by Nesterov's momentum in plain loops; the bias is column 3. */
  private static double[][] byHand(int steps, double peak, double decay, long seed) {
    double[][] w = drawn(seed);
    double[][] velocity = new double[Colours.CLASSES][4];
    for (int step = 0; step < steps; step++) {
      double rate = peak * (1 + Math.cos(Math.PI * step / steps)) / 2;
      double[][] gradient = gradient(w);
      for (int k = 0; k < Colours.CLASSES; k++) {
        for (int d = 0; d < 4; d++) {
          double g = gradient[k][d] + (d < 3 ? decay * w[k][d] : 0);
          velocity[k][d] = .9 * velocity[k][d] + g;
          w[k][d] -= rate * (g + .9 * velocity[k][d]);
        }
      }
    }
    return w;
  }

  private static double[][] drawn(long seed) {
    Initial uniform = new Initial.Uniform(1 / Math.sqrt(3));
    Map<String, Declaration> declared = new LinkedHashMap<>();
    declared.put("fc.weight", new Declaration(Shape.of(Colours.CLASSES, 3), uniform, true));
    declared.put("fc.bias", new Declaration(Shape.of(Colours.CLASSES), uniform, true));
    StateDict values = InitialValues.draw(declared, seed);
    double[][] w = new double[Colours.CLASSES][4];
    for (int k = 0; k < Colours.CLASSES; k++) {
      for (int d = 0; d < 3; d++) {
        w[k][d] = values.get("fc.weight").at(3 * k + d);
      }
      w[k][3] = values.get("fc.bias").at(k);
    }
    return w;
  }

  private static double[][] gradient(double[][] w) {
    double[][] gradient = new double[Colours.CLASSES][4];
    for (int i = 0; i < Colours.IMAGES; i++) {
      double[] odds = new double[Colours.CLASSES];
      for (int k = 0; k < Colours.CLASSES; k++) {
        double score = w[k][3];
        for (int d = 0; d < 3; d++) {
          score += w[k][d] * Colours.normalised(i, d);
        }
        odds[k] = Math.exp(score);
      }
      double all = Arrays.stream(odds).sum();
      for (int k = 0; k < Colours.CLASSES; k++) {
        double error = (odds[k] / all - (LABELS[i] == k ? 1 : 0)) / Colours.IMAGES;
        for (int d = 0; d < 3; d++) {
          gradient[k][d] += error * Colours.normalised(i, d);
        }
        gradient[k][3] += error;
      }
    }
    return gradient;
  }

  private static TrainedEncoder network() {
    ResNet network = ResNet.resnet18().small().withWidth(.125);
    return new TrainedEncoder(
        network,
        Colours.SIDE,
        InitialValues.draw(Parameters.of(network, Shape.of(2, 3, Colours.SIDE, Colours.SIDE)), 0));
  }

  @Test
  void fineTuningMovesTheEncoderAndFrozenTrainingLeavesIt() {
    ClassifierTraining tuned = new ClassifierTraining(false, 4, 6, .05, 0, 1, ONE_THREAD);
    ClassifierTraining frozen = new ClassifierTraining(true, 4, 6, .05, 0, 1, ONE_THREAD);
    TrainedEncoder start = network();
    TrainedClassifier moved =
        tuned.train(REFERENCE, start, new Colours(), LABELS, Colours.CLASSES, step -> {});
    TrainedClassifier kept =
        frozen.train(REFERENCE, start, new Colours(), LABELS, Colours.CLASSES, step -> {});
    for (String name : List.of("conv1.weight", "layer4.1.bn2.running_mean")) {
      float[] before = start.weights().get(name).toFloats();
      assertThat(kept.encoder().weights().get(name).toFloats()).isEqualTo(before);
      assertThat(moved.encoder().weights().get(name).toFloats()).isNotEqualTo(before);
    }
  }

  @Test
  void classifierFileHoldsTheLayerUnderTorchvisionsNames() {
    ClassifierTraining training = new ClassifierTraining(false, 1, 6, .05, 0, 1, ONE_THREAD);
    Path file = folder.resolve("classifier.safetensors");
    TrainedClassifier trained =
        training.train(REFERENCE, network(), new Colours(), LABELS, Colours.CLASSES, step -> {});
    trained.write(file);
    StateDict read = Safetensors.read(file).tensors();
    assertThat(read.get("fc.weight").shape()).isEqualTo(Shape.of(Colours.CLASSES, 64));
    assertThat(read.get("fc.weight").at(64 + 5)).isEqualTo(trained.classifier().weights()[5][1]);
    assertThat(TrainedEncoder.read(file).weights().names())
        .isEqualTo(trained.encoder().weights().names());
  }

  @Test
  void searchKeepsWhatIsBestOnTheHeldOutFifth() throws IOException {
    int[] labels = new int[Colours.IMAGES];
    Arrays.setAll(labels, i -> i % 2);
    ClassifierTraining training = new ClassifierTraining(true, 30, 64, 1, 0, 2, ONE_THREAD);
    ClassifierSearch search = new ClassifierSearch(training, List.of(1e-9, .5), List.of(0.0));
    int[] steps = new int[1];
    ClassifierSearch.Result result =
        search.run(REFERENCE, PIXELS, new Colours(), labels, 2, step -> steps[0] = step);
    assertThat(result.tried()).hasSize(2);
    double best = Math.max(result.tried().get(0).validation(), result.tried().get(1).validation());
    assertThat(result.tried())
        .filteredOn(tried -> tried.learningRate() == result.best().learningRate())
        .singleElement()
        .satisfies(tried -> assertThat(tried.validation()).isEqualTo(best));
    assertThat(steps[0]).isEqualTo(search.steps(labels, 2));
  }

  @Test
  void choiceWithoutImagesToHoldOutIsRefused() {
    ClassifierTraining training = new ClassifierTraining(true, 1, 64, 1, 0, 2, ONE_THREAD);
    ClassifierSearch search = new ClassifierSearch(training, List.of(.1, .5), List.of(0.0));
    assertThatThrownBy(
            () -> search.run(REFERENCE, PIXELS, new Colours(), LABELS, Colours.CLASSES, step -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no class has 5 images");
  }
}
