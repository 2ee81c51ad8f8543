package org.harl.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.harl.model.Parameters;
import org.harl.model.ResNet;
import org.harl.model.Scope;
import org.harl.model.StateDict;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.DataType;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded ResNets against torchvision's with the same closed-form weights, in float64. */
class ResNetGoldenTest extends Float64Test {
  private static final Shape IMAGES = Shape.of(2, 3, 64, 64);

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "resnet50"})
  void featureMapOfAnEvaluatedNetworkIsTorchvisions(String name) {
    GoldenCase golden = GoldenCase.read(name + "-closed-form");
    Recorder recorder = new Recorder();
    Tensor images = recorder.input("images", ElementType.REAL, IMAGES);
    Tensor map = ResNet.parse(name).encode(Scope.root(recorder, "", false), images);
    recorder.output("map", map);
    try (Session session = backend.session(closedForm(name));
        Executable run = session.compile(recorder.program())) {
      assertFeatureMap("eval", run.run(Map.of("images", images())).get("map"), golden, 1e-10);
    }
  }

  /**
   * Batch statistics of eight values a channel amplify rounding: torchvision itself differs from
   * the golden numbers by 1e-7 and 8e-5 between two machines.
   */
  @ParameterizedTest
  @CsvSource({"resnet18, 1e-6, 1e-5", "resnet50, 1e-5, 1e-3"})
  void featureMapGradientsAndStatisticsOfATrainedNetworkAreTorchvisions(
      String name, double tolerance, double gradientTolerance) {
    GoldenCase golden = GoldenCase.read(name + "-closed-form");
    Recorder recorder = new Recorder();
    Scope scope = Scope.root(recorder, "", true);
    Tensor map =
        ResNet.parse(name).encode(scope, recorder.input("images", ElementType.REAL, IMAGES));
    Tensor pooled = map.mean(2, 3);
    List<String> names = recordGradients(recorder, scope, pooled.multiply(pooled).sumAll());
    recorder.output("map", map);
    try (Session session = backend.session(closedForm(name));
        Executable run = session.compile(recorder.program())) {
      Map<String, TensorData> outputs = run.run(Map.of("images", images()));
      assertFeatureMap("train", outputs.get("map"), golden, tolerance);
      assertStatistics(session.variables(), golden);
      JsonNode norms = golden.expect().get("grad.norms");
      assertThat(names).hasSize(norms.size());
      for (String parameter : names) {
        double[] expected = {norms.get(parameter).asDouble()};
        double[] actual = {norm(outputs.get("gradient." + parameter).toDoubles())};
        GoldenCase.assertClose("gradient of " + parameter, actual, expected, gradientTolerance);
      }
    }
  }

  private static List<String> recordGradients(Recorder recorder, Scope scope, Tensor loss) {
    List<String> names = new ArrayList<>();
    List<Tensor> parameters = new ArrayList<>();
    scope
        .declarations()
        .forEach(
            (name, declared) -> {
              if (declared.trainable()) {
                names.add(name);
                parameters.add(recorder.variable(name, declared.shape()));
              }
            });
    List<Tensor> gradients = recorder.gradients(loss, parameters);
    for (int i = 0; i < names.size(); i++) {
      recorder.output("gradient." + names.get(i), gradients.get(i));
    }
    return names;
  }

  private static void assertFeatureMap(
      String mode, TensorData map, GoldenCase golden, double tolerance) {
    double[] values = map.toDoubles();
    List<Integer> shape = new ArrayList<>();
    golden.expect().get("eval.shape").forEach(extent -> shape.add(extent.asInt()));
    assertThat(map.shape().dims()).isEqualTo(shape);
    double mean = IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(0);
    double squares =
        IntStream.range(0, values.length).mapToDouble(i -> Math.pow(values[i] - mean, 2)).sum();
    double[] moments = {mean, Math.sqrt(squares / (values.length - 1))};
    double[] expected = {
      golden.expect().get(mode + ".mean").asDouble(), golden.expect().get(mode + ".std").asDouble()
    };
    GoldenCase.assertClose(mode + " mean and deviation", moments, expected, tolerance);
    GoldenCase.assertClose(
        mode + " pooled", pooled(map), golden.expected(mode + ".pooled_first16"), tolerance);
  }

  /** The spatial means of the first 16 channels. */
  private static double[] pooled(TensorData map) {
    int channels = map.shape().dim(1);
    int cells = map.shape().dim(2) * map.shape().dim(3);
    double[] pooled = new double[map.shape().dim(0) * 16];
    for (int i = 0; i < pooled.length; i++) {
      int start = (i / 16 * channels + i % 16) * cells;
      pooled[i] = IntStream.range(start, start + cells).mapToDouble(map::at).average().orElse(0);
    }
    return pooled;
  }

  private static void assertStatistics(StateDict variables, GoldenCase golden) {
    for (String statistic : List.of("running_mean", "running_var")) {
      GoldenCase.assertClose(
          statistic,
          variables.get("bn1." + statistic).toDoubles(),
          golden.expected("train." + statistic + ".bn1"),
          1e-10);
    }
  }

  /** Tensor j, element i: v = sin(0.37 i + 1.91 j), scaled by what the tensor is. */
  private static StateDict closedForm(String name) {
    Map<String, TensorData> values = new LinkedHashMap<>();
    Parameters.of(ResNet.parse(name), IMAGES)
        .forEach((key, declared) -> values.put(key, filled(key, declared.shape(), values.size())));
    return new StateDict(values);
  }

  private static TensorData filled(String name, Shape shape, int j) {
    double scale = Math.sqrt(2.0 * shape.dim(0) / shape.size());
    return filled(
        shape,
        i -> {
          double v = Math.sin(0.37 * i + 1.91 * j);
          if (shape.rank() > 1) {
            return v * scale;
          } else if (name.endsWith("running_mean")) {
            return 0.05 * v;
          } else if (name.endsWith("running_var")) {
            return 1 + 0.2 * v;
          }
          return name.endsWith("weight") ? 1 + 0.1 * v : 0.1 * v;
        });
  }

  private static TensorData images() {
    return filled(IMAGES, i -> Math.sin(i * 0.0117));
  }

  private static TensorData filled(Shape shape, IntToDoubleFunction element) {
    TensorData data = TensorData.allocate(DataType.F64, shape);
    for (int i = 0; i < shape.size(); i++) {
      data.bytes().putDouble(i * 8, element.applyAsDouble(i));
    }
    return data;
  }

  private static double norm(double[] values) {
    return Math.sqrt(
        IntStream.range(0, values.length).mapToDouble(i -> values[i] * values[i]).sum());
  }
}
