package org.harl.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.harl.augment.ViewPreparation;
import org.harl.mask.MaskReduction;
import org.harl.model.Encoder;
import org.harl.model.InitialValues;
import org.harl.model.Layers;
import org.harl.model.Mlp;
import org.harl.model.Scope;
import org.harl.model.StateDict;
import org.harl.objective.EmptyRegion;
import org.harl.objective.RegionObjective;
import org.harl.objective.RegionPooling;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.trace.ElementType;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.harl.train.HarlStep;
import org.harl.train.Lars;
import org.harl.train.LarsVariant;
import org.harl.train.Networks;
import org.harl.train.Schedule;
import org.harl.train.TargetAverage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole training steps of a tiny encoder against PyTorch. */
class TrajectoryGoldenTest {
  private static final GoldenCase GOLDEN = GoldenCase.read("trajectory-0");
  private static final int BATCH = 4;
  private static final int SIZE = 16;
  private static final Encoder ENCODER =
      (scope, x) -> {
        Tensor first = Layers.conv2d(scope.child("conv1"), x, 8, 3, 1, 1);
        Tensor active = Layers.batchNorm(scope.child("bn1"), first).relu();
        Tensor second = Layers.conv2d(scope.child("conv2"), active, 16, 3, 2, 1);
        return Layers.batchNorm(scope.child("bn2"), second).relu();
      };

  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = new DjlBackendProvider().open(new BackendOptions("cpu", Precision.FLOAT64, 1));
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  private static HarlStep step() {
    Schedule rising = Schedule.cosineToOne(0.5);
    ViewPreparation asFed =
        (name, view) -> view.recorder().input(name + ".real", ElementType.REAL, view.shape());
    return new HarlStep(
        new Networks(ENCODER, new Mlp(32, 12), new Mlp(32, 12)),
        RegionObjective.hybrid(rising, rising).withEmptyRegion(EmptyRegion.ZERO),
        RegionPooling.AREA,
        MaskReduction.ANY,
        new Lars(
            GOLDEN.param("trust"),
            GOLDEN.param("momentum"),
            GOLDEN.param("weight_decay"),
            LarsVariant.TRUST_OF_SUM),
        TargetAverage.PARAMETERS,
        asFed,
        asFed,
        BATCH,
        SIZE);
  }

  @Test
  void twelveStepsFollowPyTorch() {
    HarlStep step = step();
    JsonNode trajectory = GOLDEN.expect().get("trajectory");
    try (Session session = backend.session(start(step));
        Executable program = session.compile(step.program())) {
      for (int k = 0; k < trajectory.size(); k++) {
        JsonNode expected = trajectory.get(k);
        Map<String, TensorData> outputs = program.run(feeds(k, expected));
        for (String name : new String[] {"loss", "image", "foreground", "background"}) {
          assertThat(outputs.get(name).at(0))
              .as("%s of step %d", name, k)
              .isCloseTo(expected.get(name).asDouble(), within(1e-6));
        }
        assertThat(outputs.get("representationStd").at(0)).isBetween(0.01, 1.0);
        StateDict variables = session.variables();
        assertNorm("online", k, variables, expected.get("online_norm").asDouble());
        assertNorm("target", k, variables, expected.get("target_norm").asDouble());
      }
    }
  }

  /** The norm of the parameters of encoder and projector together. */
  private static void assertNorm(String network, int k, StateDict variables, double expected) {
    double sum = 0;
    for (String name : variables.names()) {
      boolean counted =
          name.startsWith(network + ".encoder.") || name.startsWith(network + ".projector.");
      if (counted && !name.contains("running_")) {
        sum += squared(variables.get(name));
      }
    }
    assertThat(Math.sqrt(sum)).as("%s of step %d", network, k).isCloseTo(expected, within(1e-6));
  }

  private static double squared(TensorData data) {
    double sum = 0;
    for (double value : data.toDoubles()) {
      sum += value * value;
    }
    return sum;
  }

  private static Map<String, TensorData> feeds(int k, JsonNode expected) {
    Map<String, TensorData> feeds = new LinkedHashMap<>();
    for (int a = 0; a < 2; a++) {
      Shape view = Shape.of(BATCH, 3, SIZE, SIZE);
      String name = "view" + (a + 1);
      double pace = 0.013 + 0.001 * k + 0.0007 * a + GOLDEN.param("seed") * 1e-5;
      double[] pixels =
          IntStream.range(0, view.size()).mapToDouble(i -> Math.sin(i * pace)).toArray();
      feeds.put(name, TensorData.of(view, new byte[view.size()]));
      feeds.put(name + ".real", TensorData.of(view, pixels));
      feeds.put("mask" + (a + 1), mask(0.05 + 0.003 * k + 0.01 * a));
    }
    feeds.put("learningRate", scalar(expected.get("lr").asDouble()));
    feeds.put("tau", scalar(expected.get("tau").asDouble()));
    feeds.put("objectWeight", scalar(1 - expected.get("lambda").asDouble()));
    feeds.put("foregroundWeight", scalar(expected.get("alpha").asDouble()));
    return feeds;
  }

  /** The golden masks are 8 x 8, the size of the feature map; each cell becomes 2 x 2 pixels. */
  private static TensorData mask(double pace) {
    byte[] pixels = new byte[BATCH * SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      int sample = i / (SIZE * SIZE);
      int row = i / SIZE % SIZE / 2;
      int column = i % SIZE / 2;
      pixels[i] = (byte) (Math.sin((sample * 64 + row * 8 + column) * pace) > 0.2 ? 1 : 0);
    }
    return TensorData.of(Shape.of(BATCH, 1, SIZE, SIZE), pixels);
  }

  private static TensorData scalar(double value) {
    return TensorData.of(Shape.of(), value);
  }

  /** The golden's closed form for the online network, a copy for the target, zero momentum. */
  private static StateDict start(HarlStep step) {
    Map<String, TensorData> values = new LinkedHashMap<>();
    int j = 0;
    for (JsonNode listed : GOLDEN.params().get("state_dict_order")) {
      String name = listed.asText().replaceFirst("^predictor", "online.predictor");
      Scope.Declaration declared = step.variables().online().get(name);
      if (declared != null) {
        values.put(name, filled(name, declared.shape(), j));
        values.put(name.replaceFirst("^online", "target"), filled(name, declared.shape(), j));
        j++;
      }
    }
    Map<String, Scope.Declaration> all = step.variables().declarations();
    Map<String, TensorData> ordered = new LinkedHashMap<>();
    StateDict zeros = InitialValues.draw(all, 0);
    all.keySet().forEach(name -> ordered.put(name, values.getOrDefault(name, zeros.get(name))));
    return new StateDict(ordered);
  }

  private static TensorData filled(String name, Shape shape, int j) {
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      double v = Math.sin(0.37 * i + 1.91 * j);
      if (name.endsWith("running_mean")) {
        values[i] = 0.05 * v;
      } else if (name.endsWith("running_var")) {
        values[i] = 1 + 0.2 * v;
      } else if (name.endsWith("bias")) {
        values[i] = 0.1 * v;
      } else if (shape.rank() == 1) {
        values[i] = 1 + 0.1 * v;
      } else {
        values[i] = v * Math.sqrt(2.0 * shape.dim(0) / shape.size());
      }
    }
    return TensorData.of(shape, values);
  }
}
