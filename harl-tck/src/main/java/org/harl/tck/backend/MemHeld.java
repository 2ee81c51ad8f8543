package org.harl.tck.backend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Precision;
import org.harl.spi.Session;
import org.harl.tck.kit.Rule;
import org.harl.trace.DataType;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** MEM: native memory over many runs and many sessions. */
final class MemHeld {
  /** 128 KiB of float32, 16 of which are 2 MiB: no more at once, which the Java heap is slow at. */
  private static final Shape PIECE = Shape.of(128, 256);

  private static final int PIECES = 16;

  /** A third of what one tensor a run comes to in 180 runs. */
  private static final long ALLOWED = 120L << 20;

  private MemHeld() {}

  static List<Rule<Trial>> rules() {
    return List.of(
        Rule.<Trial>of(
                "MEM-6",
                "200 runs MUST hold no more native memory than 20.",
                "resident memory beside the Java heap; feed, values and gradients of 2 MiB each;"
                    + " allowed 120 MiB",
                MemHeld::runsHoldNothing)
            .measured(),
        Rule.<Trial>of(
                "MEM-7",
                "A closed session MUST hold no native memory.",
                "200 sessions of 2 MiB with a program each, opened and closed; allowed 120 MiB",
                MemHeld::closedSessionsHoldNothing)
            .measured());
  }

  private static void runsHoldNothing(Trial trial) throws Exception {
    Map<String, TensorData> feeds = zeros("x");
    try (Session session = trial.open(Precision.FLOAT32).session(new StateDict(zeros("w")));
        Executable executable = session.compile(Trial.program(MemHeld::record))) {
      holdsNothing("run", 20, 200, () -> executable.run(feeds));
    }
  }

  /** w <- w - 0.5 d mean((w - x)^2)/dw for every piece. */
  private static void record(Recorder r) {
    for (int i = 0; i < PIECES; i++) {
      Tensor w = r.variable("w" + i, PIECE);
      Tensor d = w.subtract(r.input("x" + i, ElementType.REAL, PIECE));
      Tensor loss = d.multiply(d).meanAll();
      r.output("loss" + i, loss);
      r.assign("w" + i, w.subtract(r.gradients(loss, List.of(w)).get(0).multiply(0.5)));
    }
  }

  private static Map<String, TensorData> zeros(String name) {
    Map<String, TensorData> zeros = new LinkedHashMap<>();
    for (int i = 0; i < PIECES; i++) {
      zeros.put(name + i, TensorData.allocate(DataType.F32, PIECE));
    }
    return zeros;
  }

  private static void closedSessionsHoldNothing(Trial trial) throws Exception {
    StateDict state = new StateDict(zeros("w"));
    Backend backend = trial.open(Precision.FLOAT32);
    holdsNothing(
        "session",
        20,
        200,
        () -> {
          try (Session session = backend.session(state);
              Executable executable =
                  session.compile(
                      Trial.program(r -> r.output("s", r.variable("w0", PIECE).sumAll())))) {
            executable.run(Map.of());
          }
        });
  }

  /** Measures after the first few and then now and again, so that a leak is stopped early. */
  private static void holdsNothing(String what, int first, int last, Runnable work)
      throws InterruptedException {
    repeat(work, first);
    long before = NativeMemory.held().bytes();
    for (int done = first; done < last; ) {
      int more = Math.min(30, last - done);
      repeat(work, more);
      done += more;
      long grown = NativeMemory.held().bytes() - before;
      Trial.require(
          grown <= ALLOWED,
          "%d MiB more are held after %s %d than after %s %d, allowed %d MiB"
              .formatted(grown >> 20, what, done, what, first, ALLOWED >> 20));
    }
  }

  private static void repeat(Runnable work, int times) {
    for (int i = 0; i < times; i++) {
      work.run();
    }
  }
}
