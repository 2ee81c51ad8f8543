package org.harl.backend.tf;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.harl.error.HarlException;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.trace.DataType;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/**
 * A process of its own that sums the squares of ones: {@code [javacpp] DEVICE VALUES THREADS...},
 * with one backend for each number of threads, and JavaCPP loaded beforehand where that is asked.
 */
final class Squares {
  private Squares() {}

  public static void main(String[] arguments) {
    List<String> left = List.of(arguments);
    if (left.get(0).equals("javacpp")) {
      Pointer.maxPhysicalBytes();
      left = left.subList(1, left.size());
    }
    try {
      for (String threads : left.subList(2, left.size())) {
        sum(left.get(0), Integer.parseInt(left.get(1)), Integer.parseInt(threads));
      }
    } catch (HarlException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }

  private static TensorData ones(int values) {
    TensorData ones = TensorData.allocate(DataType.F32, Shape.of(values));
    for (ByteBuffer bytes = ones.bytes(); bytes.hasRemaining(); ) {
      bytes.putFloat(1);
    }
    return ones;
  }

  private static void sum(String device, int values, int threads) {
    Recorder recorder = new Recorder();
    Tensor x = recorder.input("x", ElementType.REAL, Shape.of(values));
    recorder.output("sum", x.multiply(x).sumAll());
    Map<String, TensorData> feeds = Map.of("x", ones(values));
    BackendOptions options = new BackendOptions(device, Precision.FLOAT32, threads);
    try (Backend backend = new TfBackendProvider().open(options);
        Session session = backend.session(new StateDict(Map.of()));
        Executable executable = session.compile(recorder.program())) {
      TensorData sum = executable.run(feeds).get("sum");
      System.out.println("sum on '" + backend.device().name() + "': " + sum.at(0));
    }
  }
}
