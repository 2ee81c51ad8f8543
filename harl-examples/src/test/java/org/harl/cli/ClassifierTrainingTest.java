package org.harl.cli;

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
import org.harl.Harl;
import org.harl.data.ImageSource;
import org.harl.embed.Embedder;
import org.harl.embed.EmbedderSettings;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;
import org.harl.eval.classify.ClassifierSearch;
import org.harl.eval.classify.ClassifierTraining;
import org.harl.eval.classify.LinearClassifier;
import org.harl.eval.classify.TrainedClassifier;
import org.harl.image.Image;
import org.harl.model.Initial;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.model.Scope.Declaration;
import org.harl.model.StateDict;
import org.harl.model.weights.Safetensors;
import org.harl.trace.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of one colour each: no crop and no flip changes them. */
class ClassifierTrainingTest {
  private static final EmbedderSettings ONE_THREAD =
      new EmbedderSettings(64, 1, Duration.ofMinutes(1), null);

  private static final int IMAGES = 12;
  private static final int CLASSES = 3;
  private static final int SIDE = 8;
  private static final int[] LABELS = IntStream.range(0, IMAGES).map(i -> i % CLASSES).toArray();
  private static final double[] MEAN = {.485, .456, .406};
  private static final double[] DEVIATION = {.229, .224, .225};

  @TempDir Path folder;

  private static final class Colours implements ImageSource {
    @Override
    public int size() {
      return IMAGES;
    }

    @Override
    public String name(int index) {
      return "colour" + index;
    }

    @Override
    public Image read(int index) {
      byte[] rgb = new byte[3 * SIDE * SIDE];
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = (byte) level(index, i % 3);
      }
      return new Image(name(index), SIDE, SIDE, rgb);
    }
  }

  private static int level(int image, int channel) {
    return image % CLASSES == channel ? 150 + 8 * image : 20 * ((image + channel) % 4);
  }

  /** An encoder without parameters: the features are the normalised colour. */
  private static final TrainedEncoder PIXELS =
      new TrainedEncoder((scope, images) -> images, SIDE, new StateDict(Map.of()));

  private static double feature(int image, int channel) {
    return (level(image, channel) / 255.0 - MEAN[channel]) / DEVIATION[channel];
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "tf"})
  void frozenTrainingFollowsItsFormulas(String backend) {
    ClassifierTraining training = new ClassifierTraining(true, 15, 64, .3, .01, 4, ONE_THREAD);
    try (Harl harl = Harl.builder().backend(backend).build()) {
      LinearClassifier found =
          training
              .train(harl.backend(), PIXELS, new Colours(), LABELS, CLASSES, step -> {})
              .classifier();
      double[][] expected = byHand(15, .3, .01, 4);
      for (int k = 0; k < CLASSES; k++) {
        for (int d = 0; d < 3; d++) {
          assertThat(found.weights()[d][k]).isCloseTo(expected[k][d], within(2e-5));
        }
        assertThat(found.bias()[k]).isCloseTo(expected[k][3], within(2e-5));
      }
    }
  }

  /** Softmax regression by Nesterov's momentum in plain loops; the bias is column 3. */
  private static double[][] byHand(int steps, double peak, double decay, long seed) {
    double[][] w = drawn(seed);
    double[][] velocity = new double[CLASSES][4];
    for (int step = 0; step < steps; step++) {
      double rate = peak * (1 + Math.cos(Math.PI * step / steps)) / 2;
      double[][] gradient = gradient(w);
      for (int k = 0; k < CLASSES; k++) {
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
    declared.put("fc.weight", new Declaration(Shape.of(CLASSES, 3), uniform, true));
    declared.put("fc.bias", new Declaration(Shape.of(CLASSES), uniform, true));
    StateDict values = InitialValues.draw(declared, seed);
    double[][] w = new double[CLASSES][4];
    for (int k = 0; k < CLASSES; k++) {
      for (int d = 0; d < 3; d++) {
        w[k][d] = values.get("fc.weight").at(3 * k + d);
      }
      w[k][3] = values.get("fc.bias").at(k);
    }
    return w;
  }

  private static double[][] gradient(double[][] w) {
    double[][] gradient = new double[CLASSES][4];
    for (int i = 0; i < IMAGES; i++) {
      double[] odds = new double[CLASSES];
      for (int k = 0; k < CLASSES; k++) {
        double score = w[k][3];
        for (int d = 0; d < 3; d++) {
          score += w[k][d] * feature(i, d);
        }
        odds[k] = Math.exp(score);
      }
      double all = Arrays.stream(odds).sum();
      for (int k = 0; k < CLASSES; k++) {
        double error = (odds[k] / all - (LABELS[i] == k ? 1 : 0)) / IMAGES;
        for (int d = 0; d < 3; d++) {
          gradient[k][d] += error * feature(i, d);
        }
        gradient[k][3] += error;
      }
    }
    return gradient;
  }

  private static TrainedEncoder network() {
    ResNet network = ResNet.resnet18().small().width(.125);
    return new TrainedEncoder(
        network, SIDE, InitialValues.draw(Parameters.of(network, Shape.of(2, 3, SIDE, SIDE)), 0));
  }

  @Test
  void energyIsTheSumOfTheSquaresOverTheChannels() throws IOException {
    try (Harl harl = Harl.builder().backend("djl").build();
        Embedder embedder = new Embedder(harl.backend(), PIXELS)) {
      float[][] energy = embedder.energy(new Colours());
      assertThat(energy).hasDimensions(IMAGES, SIDE * SIDE);
      for (int i = 0; i < IMAGES; i++) {
        double sum = 0;
        for (int d = 0; d < 3; d++) {
          sum += feature(i, d) * feature(i, d);
        }
        assertThat((double) energy[i][5]).isCloseTo(sum, within(1e-4));
      }
    }
  }

  @Test
  void fineTuningMovesTheEncoderAndFrozenTrainingLeavesIt() {
    ClassifierTraining tuned = new ClassifierTraining(false, 4, 6, .05, 0, 1, ONE_THREAD);
    ClassifierTraining frozen = new ClassifierTraining(true, 4, 6, .05, 0, 1, ONE_THREAD);
    TrainedEncoder start = network();
    try (Harl harl = Harl.builder().backend("djl").build()) {
      TrainedClassifier moved =
          tuned.train(harl.backend(), start, new Colours(), LABELS, CLASSES, step -> {});
      TrainedClassifier kept =
          frozen.train(harl.backend(), start, new Colours(), LABELS, CLASSES, step -> {});
      for (String name : List.of("conv1.weight", "layer4.1.bn2.running_mean")) {
        float[] before = start.weights().get(name).toFloats();
        assertThat(kept.encoder().weights().get(name).toFloats()).isEqualTo(before);
        assertThat(moved.encoder().weights().get(name).toFloats()).isNotEqualTo(before);
      }
    }
  }

  @Test
  void classifierFileHoldsTheLayerUnderTorchvisionsNames() {
    ClassifierTraining training = new ClassifierTraining(false, 1, 6, .05, 0, 1, ONE_THREAD);
    Path file = folder.resolve("classifier.safetensors");
    try (Harl harl = Harl.builder().backend("djl").build()) {
      TrainedClassifier trained =
          training.train(harl.backend(), network(), new Colours(), LABELS, CLASSES, step -> {});
      trained.write(file);
      StateDict read = Safetensors.read(file).tensors();
      assertThat(read.get("fc.weight").shape()).isEqualTo(Shape.of(CLASSES, 64));
      assertThat(read.get("fc.weight").at(64 + 5)).isEqualTo(trained.classifier().weights()[5][1]);
      assertThat(TrainedEncoder.read(file).weights().names())
          .isEqualTo(trained.encoder().weights().names());
    }
  }

  @Test
  void searchKeepsWhatIsBestOnTheHeldOutFifth() throws IOException {
    int[] labels = new int[IMAGES];
    Arrays.setAll(labels, i -> i % 2);
    ClassifierTraining training = new ClassifierTraining(true, 30, 64, 1, 0, 2, ONE_THREAD);
    ClassifierSearch search = new ClassifierSearch(training, List.of(1e-9, .5), List.of(0.0));
    try (Harl harl = Harl.builder().backend("djl").build()) {
      int[] steps = new int[1];
      ClassifierSearch.Result result =
          search.run(harl.backend(), PIXELS, new Colours(), labels, 2, step -> steps[0] = step);
      assertThat(result.tried()).hasSize(2);
      double best =
          Math.max(result.tried().get(0).validation(), result.tried().get(1).validation());
      assertThat(result.tried())
          .filteredOn(tried -> tried.learningRate() == result.best().learningRate())
          .singleElement()
          .satisfies(tried -> assertThat(tried.validation()).isEqualTo(best));
      assertThat(steps[0]).isEqualTo(search.steps(labels, 2));
    }
  }

  @Test
  void choiceWithoutImagesToHoldOutIsRefused() {
    ClassifierTraining training = new ClassifierTraining(true, 1, 64, 1, 0, 2, ONE_THREAD);
    ClassifierSearch search = new ClassifierSearch(training, List.of(.1, .5), List.of(0.0));
    try (Harl harl = Harl.builder().backend("djl").build()) {
      assertThatThrownBy(
              () -> search.run(harl.backend(), PIXELS, new Colours(), LABELS, CLASSES, step -> {}))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("no class has 5 images");
    }
  }
}
