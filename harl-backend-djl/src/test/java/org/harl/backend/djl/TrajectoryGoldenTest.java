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

/** Accumulation and target averages of a tiny encoder that starts as the golden one does. */
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

  private static HarlStep step(TargetAverage average) {
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
        average,
        asFed,
        asFed,
        BATCH,
        SIZE);
  }

  @Test
  void twoHalvesOfTheSameBatchMoveTheNetworksLikeTheBatchItself() {
    HarlStep step = step(TargetAverage.PARAMETERS);
    Map<String, TensorData> feeds = feeds(0, GOLDEN.expect().get("trajectory").get(0));
    StateDict zeros = InitialValues.draw(step.variables().accumulators(), 0);
    try (Session whole = backend.session(start(step));
        Session halves = backend.session(start(step).plus(zeros))) {
      Map<String, TensorData> outputs = whole.compile(step.program()).run(feeds);
      Map<String, TensorData> rates = new LinkedHashMap<>();
      Map<String, TensorData> pictures = new LinkedHashMap<>(feeds);
      for (String name : new String[] {"learningRate", "tau"}) {
        rates.put(name, pictures.remove(name));
      }
      Executable accumulation = halves.compile(step.accumulation(2));
      Executable application = halves.compile(step.application());
      accumulation.run(pictures);
      accumulation.run(pictures);
      Map<String, TensorData> applied = application.run(rates);
      assertThat(applied.get("gradientNorm").at(0))
          .isCloseTo(outputs.get("gradientNorm").at(0), within(1e-9));
      StateDict expected = whole.variables();
      StateDict actual = halves.variables();
      for (String name : expected.names()) {
        if (!name.contains("running_")) {
          GoldenCase.assertClose(
              name, actual.get(name).toDoubles(), expected.get(name).toDoubles(), 1e-9);
        }
      }
      assertThat(actual.get("accumulated.online.encoder.conv1.weight").toDoubles()).containsOnly(0);
    }
  }

  @Test
  void runningStatisticsOfTheTargetAreItsOwnUnlessBuffersAreAveragedToo() {
    double[] own = targetMean(TargetAverage.PARAMETERS);
    double[] averaged = targetMean(TargetAverage.BUFFERS_TOO);
    double[] online = runOnce(TargetAverage.PARAMETERS).get(mean("online")).toDoubles();
    for (int i = 0; i < own.length; i++) {
      assertThat(averaged[i]).isCloseTo(0.75 * own[i] + 0.25 * online[i], within(1e-12));
    }
    assertThat(own[0]).isNotCloseTo(online[0], within(0.1));
  }

  private static String mean(String network) {
    return network + ".projector.1.running_mean";
  }

  private static double[] targetMean(TargetAverage average) {
    return runOnce(average).get(mean("target")).toDoubles();
  }

  /** The variables after one step whose target starts with another running mean, tau being 3/4. */
  private static StateDict runOnce(TargetAverage average) {
    HarlStep step = step(average);
    Map<String, TensorData> feeds = feeds(0, GOLDEN.expect().get("trajectory").get(0));
    feeds.put("tau", scalar(0.75));
    StateDict start = start(step);
    TensorData shifted = start.get(mean("target")).copy();
    shifted.bytes().putDouble(0, 3);
    try (Session session = backend.session(start.plus(one(mean("target"), shifted)));
        Executable program = session.compile(step.program())) {
      program.run(feeds);
      return session.variables();
    }
  }

  private static StateDict one(String name, TensorData value) {
    return new StateDict(Map.of(name, value));
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
