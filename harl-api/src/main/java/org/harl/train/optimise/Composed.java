package org.harl.train.optimise;

import java.util.List;
import java.util.Map;
import org.harl.model.Scope;
import org.harl.trace.Composite;
import org.harl.trace.Recorder;
import org.harl.trace.Tensor;

/** A chain of rules that has settings and a name of its own. */
interface Composed extends Optimiser {
  /** The rules that its settings come to, one after the other. */
  Optimiser chain();

  @Override
  default Map<String, Scope.Declaration> slots(Map<String, Scope.Declaration> parameters) {
    return chain().slots(parameters);
  }

  @Override
  default Each begin(Step step) {
    return chain().begin(step);
  }

  /** One that is recorded as one composite, see {@link Slots#fuse}. */
  interface Fused extends Composed, Composite.Formula {
    @Override
    default void record(Recorder recorder, Tensor learningRate, List<Update> updates) {
      Slots.fuse(this, recorder, learningRate, updates);
    }
  }
}
