package org.harl.method;

import java.util.Collections;
import java.util.List;
import org.harl.error.InvalidInputException;
import org.harl.model.Initial;
import org.harl.model.Scope;
import org.harl.objective.WholeNumbers;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;

/** Keys of the last steps, [K, D], kept in {@code queue}; the oldest is at {@code position}. */
final class KeyQueue {
  private final Scope state;
  private final int length;
  private final Tensor keys;

  /**
   * @param length K
   * @param size D
   */
  KeyQueue(Scope state, int length, int size) {
    this.state = state;
    this.length = length;
    keys = state.buffer("queue", Shape.of(length, size), new UnitRows());
  }

  /** As the step before left them. */
  Tensor keys() {
    return keys;
  }

  /**
   * Gives the next step these in place of the oldest. As the queue is a multiple of what comes, new
   * rows lie together and fill it in turn.
   *
   * @param made [N, D] each
   * @throws InvalidInputException if the queue is no multiple of all of them
   */
  void replaceOldest(List<Tensor> made) {
    Recorder recorder = keys.recorder();
    Tensor fresh = recorder.concat(0, made);
    int rows = fresh.shape().dim(0);
    if (length % rows != 0) {
      throw new InvalidInputException(
          "moco: the queue must hold a multiple of the keys of a step, got "
              + length
              + " and "
              + rows
              + "; take "
              + Math.max(1, length / rows) * rows);
    }
    Tensor from = state.buffer("position", Shape.of(), new Initial.Constant(0));
    Tensor row = recorder.constant(WholeNumbers.counted(Shape.of(length, 1)));
    Tensor filled = recorder.concat(0, Collections.nCopies(length / rows, fresh));
    Tensor upToEnd = row.less(from.add(rows - 0.5)).select(filled, keys);
    state.assign("queue", row.less(from.add(-0.5)).select(keys, upToEnd));
    Tensor next = from.add(rows);
    state.assign("position", next.less(length - 0.5).select(next, next.multiply(0)));
  }
}
