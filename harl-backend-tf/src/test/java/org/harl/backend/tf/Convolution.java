package org.harl.backend.tf;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.harl.error.HarlException;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** A process of its own that prints, from bfloat16 factors, the sum of 32 x 32 ones. */
final class Convolution {
  private static final Shape IMAGE = Shape.of(1, 1, 32, 32);
  private static final Shape FILTER = Shape.of(1, 1, 3, 3);

  private Convolution() {}

  public static void main(String[] arguments) {
    BackendOptions options = new BackendOptions("cpu", Precision.BFLOAT16, 2);
    try (Backend backend = new TfBackendProvider().open(options);
        Session session = backend.session(new StateDict(Map.of("w", ones(FILTER))));
        Executable executable = session.compile(gradient())) {
      TensorData byFilter = executable.run(Map.of("x", ones(IMAGE))).get("gradient");
      System.out.println(byFilter.at(4));
    } catch (HarlException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }

  private static Program gradient() {
    Recorder recorder = new Recorder();
    Tensor filter = recorder.variable("w", FILTER);
    Tensor sum = recorder.input("x", ElementType.REAL, IMAGE).conv2d(filter, 1, 1, 1).sumAll();
    recorder.output("gradient", recorder.gradients(sum, List.of(filter)).get(0));
    return recorder.program();
  }

  private static TensorData ones(Shape shape) {
    double[] values = new double[shape.size()];
    Arrays.fill(values, 1);
    return TensorData.of(shape, values);
  }
}
