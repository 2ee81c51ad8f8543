package org.harl.backend.djl;

import java.util.Map;
import java.util.function.Consumer;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests on the CPU in float64. */
abstract class Float64Test {
  static Backend backend;

  @BeforeAll
  static void open() {
    backend = new DjlBackendProvider().open(new BackendOptions("cpu", Precision.FLOAT64, 2));
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  /** The outputs of a program that is recorded and run once. */
  static Map<String, TensorData> run(
      StateDict variables, Consumer<Recorder> body, Map<String, TensorData> feeds) {
    try (Session session = backend.session(variables)) {
      return run(session, body, feeds);
    }
  }

  static Map<String, TensorData> run(
      Session session, Consumer<Recorder> body, Map<String, TensorData> feeds) {
    Recorder recorder = new Recorder();
    body.accept(recorder);
    try (Executable program = session.compile(recorder.program())) {
      return program.run(feeds);
    }
  }

  static StateDict state(String name, double... values) {
    return new StateDict(Map.of(name, TensorData.of(Shape.of(values.length), values)));
  }
}
