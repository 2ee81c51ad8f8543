package org.harl.train.memory;

import java.util.HashMap;
import java.util.Map;
import org.harl.error.HarlException;
import org.harl.error.NativeMemoryException;
import org.harl.spi.Backend;
import org.harl.spi.Executable;
import org.harl.spi.Session;
import org.harl.trace.DataType;
import org.harl.trace.ElementType;
import org.harl.trace.Program;
import org.harl.trace.TensorData;
import org.harl.train.step.HarlStep;
import org.harl.train.step.RecordedStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out, after a batch did not fit into memory, which one does: by taking a step with it. */
public final class FittingBatch {
  private static final Logger LOG = LoggerFactory.getLogger(FittingBatch.class);
  private static final int LEAST = 2;

  private final Backend backend;
  private final HarlStep step;

  /** Tries on a backend whose sessions are closed. */
  public FittingBatch(Backend backend, HarlStep step) {
    this.backend = backend;
    this.step = step;
  }

  /** What a run says whose step ran out of memory. */
  public NativeMemoryException explained(NativeMemoryException failure, int accumulate) {
    // said first: near the end of memory an engine may take the process down
    LOG.warn("{}; looking for a batch that fits", failure.getMessage());
    int fits = largest();
    String advice =
        fits == 0
            ? "; not even a batch of "
                + LEAST
                + " does: take smaller views, a smaller network, or a device with more memory"
            : "; a batch of "
                + fits
                + " does: take it with "
                + accumulate * ((step.batch() + fits - 1) / fits)
                + " batches accumulated into a step";
    return new NativeMemoryException(
        "pretraining: a batch of "
            + step.batch()
            + " does not fit into memory"
            + advice
            + ". "
            + failure.getMessage(),
        failure);
  }

  /** The largest of half the batch, a quarter, and so on, that fits; 0 if none does. */
  private int largest() {
    for (int batch = step.batch() / 2; batch >= LEAST; batch /= 2) {
      if (fits(step.withBatch(batch))) {
        return batch;
      }
    }
    return 0;
  }

  private boolean fits(HarlStep smaller) {
    RecordedStep recorded = smaller.recorded();
    Program program = recorded.program();
    try (Session session = backend.session(recorded.variables().initial(0));
        Executable executable = session.compile(program)) {
      executable.run(blank(program));
      return true;
    } catch (HarlException e) { // near the end of memory engines fail in several ways
      LOG.debug("a batch of {} does not fit", smaller.batch(), e);
      return false;
    }
  }

  private static Map<String, TensorData> blank(Program program) {
    Map<String, TensorData> feeds = new HashMap<>();
    program
        .inputs()
        .forEach(
            (name, input) -> {
              DataType type = input.type() == ElementType.UINT8 ? DataType.U8 : DataType.F32;
              feeds.put(name, TensorData.allocate(type, input.shape()));
            });
    return feeds;
  }
}
