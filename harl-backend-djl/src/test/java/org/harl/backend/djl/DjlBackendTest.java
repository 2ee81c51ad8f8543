package org.harl.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.harl.HarlException;
import org.harl.InvalidInputException;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;

class DjlBackendTest extends Float64Test {
  private static Backend opened(Precision precision) {
    return new DjlBackendProvider().open(new BackendOptions("cpu", precision, 1));
  }

  @Test
  void feedMayBeRefilledOnceTheRunIsOver() {
    Recorder r = new Recorder();
    r.variable("a", Shape.of(2));
    Tensor x = r.input("x", ElementType.REAL, Shape.of(2));
    r.assign("a", x);
    r.output("x", x);
    TensorData feed = TensorData.of(Shape.of(2), 1f, 2f);
    try (Backend backend = opened(Precision.FLOAT32);
        Session session = backend.session(state("a", 0, 0));
        Executable program = session.compile(r.program())) {
      TensorData output = program.run(Map.of("x", feed)).get("x");
      feed.bytes().asFloatBuffer().put(new float[] {8, 9});
      assertThat(output.toFloats()).containsExactly(1, 2);
      assertThat(session.variables().get("a").toFloats()).containsExactly(1, 2);
    }
  }

  @Test
  void bfloat16ConvolutionIsNearTheFloat32One() {
    float[] exact = convolved(Precision.FLOAT32);
    float[] narrow = convolved(Precision.BFLOAT16);
    double largest = 0;
    for (int i = 0; i < exact.length; i++) {
      assertThat(narrow[i]).isCloseTo(exact[i], within(0.02f * Math.max(1, Math.abs(exact[i]))));
      largest = Math.max(largest, Math.abs(narrow[i] - exact[i]));
    }
    assertThat(largest).as("bfloat16 rounds").isPositive();
  }

  /** The outputs and both gradients of a convolution with a product by a parameter behind it. */
  private static float[] convolved(Precision precision) {
    Map<String, TensorData> state = new LinkedHashMap<>();
    state.put("w", ramp(Shape.of(4, 3, 3, 3), 0.01f));
    state.put("m", ramp(Shape.of(5, 4), 0.1f));
    Recorder r = new Recorder();
    Tensor x = r.input("x", ElementType.REAL, Shape.of(2, 3, 5, 5));
    Tensor w = r.variable("w", Shape.of(4, 3, 3, 3));
    Tensor m = r.variable("m", Shape.of(5, 4));
    Tensor y = x.conv2d(w, 2, 1, 1).relu().mean(2, 3).reshape(2, 4).matmul(m.transpose(1, 0));
    r.output("y", y);
    r.output("w", r.gradients(y.sumAll(), List.of(w)).get(0));
    r.output("m", r.gradients(y.sumAll(), List.of(m)).get(0));
    try (Backend backend = opened(precision);
        Session session = backend.session(new StateDict(state));
        Executable program = session.compile(r.program())) {
      Map<String, TensorData> outputs =
          program.run(Map.of("x", ramp(Shape.of(2, 3, 5, 5), 0.013f)));
      float[] all = new float[10 + 108 + 20];
      System.arraycopy(outputs.get("y").toFloats(), 0, all, 0, 10);
      System.arraycopy(outputs.get("w").toFloats(), 0, all, 10, 108);
      System.arraycopy(outputs.get("m").toFloats(), 0, all, 118, 20);
      return all;
    }
  }

  private static TensorData ramp(Shape shape, float step) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 17 - 6) * step;
    }
    return TensorData.of(shape, values);
  }

  @Test
  void twoSessionsTrainOnTwoThreadsAsTheyDoAlone() throws Exception {
    double alone = descended(1);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Future<Double>> both =
          List.of(pool.submit(() -> descended(1)), pool.submit(() -> descended(1)));
      for (Future<Double> one : both) {
        assertThat(one.get()).isEqualTo(alone);
      }
    } finally {
      pool.shutdown();
    }
  }

  /** Two hundred steps of gradient descent on (w - x)^2. */
  private static double descended(double x) {
    Recorder r = new Recorder();
    Tensor w = r.variable("w", Shape.of(1));
    Tensor d = w.subtract(r.input("x", ElementType.REAL, Shape.of(1)));
    Tensor g = r.gradients(d.multiply(d).sumAll(), List.of(w)).get(0);
    r.assign("w", w.subtract(g.multiply(0.01)));
    try (Backend backend = opened(Precision.FLOAT64);
        Session session = backend.session(state("w", 5));
        Executable program = session.compile(r.program())) {
      for (int i = 0; i < 200; i++) {
        program.run(Map.of("x", TensorData.of(Shape.of(1), x)));
      }
      return session.variables().get("w").at(0);
    }
  }

  @Test
  void feedsAreCheckedByNameTypeAndShape() {
    Consumer<Recorder> program =
        r -> r.output("y", r.input("x", ElementType.REAL, Shape.of(2)).negate());
    StateDict none = new StateDict(Map.of());
    assertThatThrownBy(() -> run(none, program, Map.of("z", TensorData.scalar(1))))
        .isInstanceOf(HarlException.class)
        .hasMessage("feeds: the program asks for [x]; missing are [x], unknown are [z]");
    assertThatThrownBy(() -> run(none, program, Map.of("x", TensorData.scalar(1))))
        .isInstanceOf(HarlException.class)
        .hasMessage("feed 'x': the program asks for REAL [2], got F32 []");
    TensorData bytes = TensorData.of(Shape.of(2), new byte[] {1, 2});
    assertThatThrownBy(() -> run(none, program, Map.of("x", bytes)))
        .isInstanceOf(HarlException.class)
        .hasMessage("feed 'x': the program asks for REAL [2], got U8 [2]");
  }

  @Test
  void programThatReadsAVariableTheSessionLacksIsRefused() {
    assertThatThrownBy(
            () -> run(state("v", 1), r -> r.output("w", r.variable("w", Shape.of(1))), Map.of()))
        .isInstanceOf(HarlException.class)
        .hasMessage(
            "variable 'w': the program reads it as [1], the session has none of that name; give the"
                + " session the program's variables");
  }

  @Test
  void whatIsClosedSaysSoAndMayBeClosedAgain() {
    Backend backend = opened(Precision.FLOAT32);
    Session session = backend.session(state("w", 1));
    session.close();
    session.close();
    assertThatThrownBy(session::variables)
        .isInstanceOf(HarlException.class)
        .hasMessage("backend 'djl': cannot read variables, the session is closed");
    backend.close();
    backend.close();
    assertThatThrownBy(() -> backend.session(state("w", 1)))
        .isInstanceOf(HarlException.class)
        .hasMessage("backend 'djl' is closed; open it again to start a session");
  }

  @Test
  void deviceThatIsNotThereIsRefusedByName() {
    DjlBackendProvider provider = new DjlBackendProvider();
    assertThat(provider.devices().get(0).name()).isEqualTo("cpu");
    assertThatThrownBy(() -> provider.open(new BackendOptions("tpu", Precision.FLOAT32, 0)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("backend 'djl': no device 'tpu'; name 'cpu', 'gpu:0' or 'auto'");
    assertThatThrownBy(() -> provider.open(new BackendOptions("gpu:99", Precision.FLOAT32, 0)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("device 'gpu:99' was asked for");
  }

  @Test
  void deviceAutoIsTheCpuWhereThereIsNoGpu() {
    DjlBackendProvider provider = new DjlBackendProvider();
    String expected = provider.devices().size() > 1 ? "gpu:0" : "cpu";
    try (Backend backend = provider.open(new BackendOptions("auto", Precision.FLOAT32, 0))) {
      assertThat(backend.device().name()).isEqualTo(expected);
    }
  }
}
