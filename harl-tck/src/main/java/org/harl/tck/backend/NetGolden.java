package org.harl.tck.backend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.harl.model.Encoders;
import org.harl.model.StateDict;
import org.harl.spi.Capability;
import org.harl.spi.Precision;
import org.harl.tck.golden.ClosedForm;
import org.harl.tck.golden.Golden;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Tolerance;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** NET: ResNets of closed-form weights, as torchvision computes them in float64. */
final class NetGolden {
  private static final Shape IMAGES = Shape.of(2, 3, 64, 64);
  private static final List<String> NETWORKS = List.of("resnet18", "resnet50");
  private static final Tolerance EVAL = new Tolerance(1e-9, 1e-10);
  private static final Tolerance STATISTICS = new Tolerance(0, 1e-10);

  private NetGolden() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
            "NET-2",
            "Feature maps of an evaluated ResNet MUST be torchvision's.",
            "mean, deviation and pooled channels of f(x) with running statistics",
            NetGolden::eval),
        Rule.<Trial>of(
                "NET-3",
                "Feature maps, gradients and running statistics of a trained ResNet MUST be torchvision's.",
                "f(x) with batch statistics; ||d sum(pool(f(x))^2) / dw||; bn1's statistics",
                NetGolden::train)
            .where(Capability.FLOAT64));
  }

  private static JsonNode expect(String network) {
    return Golden.json(network + "-closed-form").get("expect");
  }

  private static EncoderCase network(String name) {
    return new EncoderCase(Encoders.parse(name), IMAGES);
  }

  private static void eval(Trial trial) {
    for (String name : NETWORKS) {
      EncoderCase network = network(name);
      Map<String, TensorData> feeds = Map.of("images", ClosedForm.wave(IMAGES, 0.0117));
      StateDict start = network.closedForm();
      for (Precision precision : trial.precisions()) {
        Outcome got = trial.run(precision, start, network.eval(), feeds);
        Tolerance tolerance = precision == Precision.FLOAT64 ? EVAL : trial.tolerance(precision);
        map(name + " in " + precision, got, expect(name), "eval", tolerance);
      }
    }
  }

  /**
   * Batch statistics of eight values a channel amplify rounding: torchvision itself differs from
   * the golden numbers by 1e-7 (map) and 8e-5 (gradient) between two machines.
   */
  private static void train(Trial trial) {
    train(trial, "resnet18", new Tolerance(0, 1e-6), new Tolerance(1e-5, 0));
    train(trial, "resnet50", new Tolerance(0, 1e-5), new Tolerance(1e-3, 0));
  }

  private static void train(Trial trial, String name, Tolerance maps, Tolerance gradients) {
    EncoderCase network = network(name);
    JsonNode expect = expect(name);
    Map<String, TensorData> feeds = Map.of("images", ClosedForm.wave(IMAGES, 0.0117));
    Outcome got = trial.run(Precision.FLOAT64, network.closedForm(), network.gradients(), feeds);
    for (String statistic : List.of("running_mean", "running_var")) {
      double[] moved = got.variables().get("bn1." + statistic).toDoubles();
      double[] expected = Golden.doubles(expect.get("train." + statistic + ".bn1").get("data"));
      near(name + " bn1." + statistic, moved, expected, STATISTICS);
    }
    map(name, got, expect, "train", maps);
    JsonNode norms = expect.get("grad.norms");
    Trial.require(got.outputs().size() == norms.size() + 1, "not as many gradients as torchvision");
    norms
        .properties()
        .forEach(
            norm -> {
              double[] gradient = {norm(got.values("gradient." + norm.getKey()))};
              double[] expected = {norm.getValue().asDouble()};
              near(name + " gradient norm of " + norm.getKey(), gradient, expected, gradients);
            });
  }

  private static void map(
      String what, Outcome got, JsonNode expect, String mode, Tolerance tolerance) {
    TensorData map = got.outputs().get("map");
    List<Integer> shape = new ArrayList<>();
    expect.get("eval.shape").forEach(extent -> shape.add(extent.asInt()));
    Trial.require(map.shape().dims().equals(shape), what + ": map is " + map.shape());
    double[] values = map.toDoubles();
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double[] moments = {mean, Math.sqrt(squares / (values.length - 1))};
    double[] expected = {
      expect.get(mode + ".mean").asDouble(), expect.get(mode + ".std").asDouble()
    };
    near(what + " " + mode + " mean and deviation", moments, expected, tolerance);
    double[] channels = Golden.doubles(expect.get(mode + ".pooled_first16").get("data"));
    near(what + " " + mode + " pooled channels", pooled(map), channels, tolerance);
  }

  /** The spatial means of the first 16 channels. */
  private static double[] pooled(TensorData map) {
    int cells = map.shape().dim(2) * map.shape().dim(3);
    double[] pooled = new double[map.shape().dim(0) * 16];
    for (int i = 0; i < pooled.length; i++) {
      int start = (i / 16 * map.shape().dim(1) + i % 16) * cells;
      pooled[i] = IntStream.range(start, start + cells).mapToDouble(map::at).average().orElse(0);
    }
    return pooled;
  }

  private static double norm(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
  }

  private static void near(String what, double[] got, double[] expected, Tolerance tolerance) {
    Comparison.near(what, Shape.of(got.length), got, expected, tolerance);
  }
}
