package org.harl.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.harl.Harl;
import org.harl.augment.Normalisation;
import org.harl.augment.ViewPreparation;
import org.harl.error.BackendNotFoundException;
import org.harl.method.Method;
import org.harl.model.Mlp;
import org.harl.model.ResNet;
import org.harl.model.StateDict;
import org.harl.model.weights.Safetensors;
import org.harl.objective.RegionObjective;
import org.harl.schedule.Schedule;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.trace.TensorData;
import org.harl.train.step.HarlStep;
import org.harl.train.step.StepView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DJL and TensorFlow in one process. */
class BothBackendsTest {
  private static final int BATCH = 8;
  private static final int SIZE = 16;

  private static final ResNet NETWORK = ResNet.resnet18().small().withWidth(.125);

  @TempDir Path folder;

  @Test
  void oneOfTwoBackendsMustBeNamed() {
    assertThatThrownBy(() -> Harl.builder().build())
        .isInstanceOf(BackendNotFoundException.class)
        .hasMessageContaining("'djl' in ")
        .hasMessageContaining("'tf' in ")
        .hasMessageContaining("name one");
  }

  private static HarlStep step() {
    ViewPreparation bytes = (name, view) -> Normalisation.IMAGENET.ofBytes(view);
    return new HarlStep(
        Method.standard(SIZE)
            .withEncoder(NETWORK)
            .withHeads(new Mlp(64, 32))
            .withObjective(RegionObjective.hybrid(Schedule.constant(.7), Schedule.constant(.7))),
        List.of(new StepView(bytes, SIZE), new StepView(bytes, SIZE)),
        BATCH);
  }

  /**
   * Runs steps in float64, whose rounding stays small over them, and leaves the state in a file.
   */
  private List<Double> losses(String backend, StateDict start, int from, int to, Path file) {
    HarlStep step = step();
    RandomBatch data = new RandomBatch(BATCH, SIZE, NETWORK.totalStride(), true);
    List<Double> losses = new ArrayList<>();
    try (Harl harl = Harl.builder().backend(backend).precision(Precision.FLOAT64).build();
        Session session = harl.backend().session(start);
        Executable program = session.compile(step.program())) {
      for (int i = 0; i < to; i++) {
        Map<String, TensorData> feeds = data.next(step.objective().weights().keySet());
        if (i >= from) {
          losses.add(program.run(feeds).get("loss").at(0));
        }
      }
      Safetensors.write(file, session.variables(), Map.of());
    }
    return losses;
  }

  @Test
  void whatOneBackendWroteTheOtherContinues() {
    StateDict start = step().variables().initial(0);
    Path half = folder.resolve("half");
    Path whole = folder.resolve("whole");
    List<Double> continued = new ArrayList<>(losses("djl", start, 0, 50, half));
    continued.addAll(losses("tf", Safetensors.read(half).tensors(), 50, 100, whole));
    for (String backend : List.of("djl", "tf")) {
      Path alone = folder.resolve(backend);
      List<Double> losses = losses(backend, start, 0, 100, alone);
      assertThat(losses).usingElementComparator(BothBackendsTest::nearly).isEqualTo(continued);
      assertSame(Safetensors.read(alone).tensors(), Safetensors.read(whole).tensors());
    }
  }

  private static int nearly(double a, double b) {
    return Math.abs(a - b) <= 1e-9 ? 0 : Double.compare(a, b);
  }

  private static void assertSame(StateDict one, StateDict other) {
    assertThat(one.names()).isEqualTo(other.names());
    for (String name : one.names()) {
      double[] values = one.get(name).toDoubles();
      double[] others = other.get(name).toDoubles();
      assertThat(others).as(name).hasSameSizeAs(values);
      double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
      double apart =
          IntStream.range(0, values.length)
              .mapToDouble(i -> Math.abs(values[i] - others[i]))
              .max()
              .orElse(0);
      assertThat(apart).as(name).isLessThanOrEqualTo(1e-7 * largest + 1e-12);
    }
  }
}
