package org.harl.train.step;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.harl.model.Scope;
import org.harl.objective.Compared;
import org.harl.objective.Objective;
import org.harl.objective.Region;
import org.harl.objective.RegionVectors;
import org.harl.trace.ElementType;
import org.harl.trace.Recorder;
import org.harl.trace.Shape;
import org.harl.trace.Tensor;
import org.jspecify.annotations.Nullable;

/** What an objective reads beside vectors; {@link HarlStep} names the inputs. */
record StepInputs(Recorder recorder, Objective objective, int batch) {

  /** What the objective sees. */
  Compared compared(
      Map<Region, RegionVectors> vectors, Scope state, @Nullable RegionVectors taught) {
    return new Compared(
        vectors,
        weights(),
        state,
        objective.usesSamples() ? numbers(StepNames.SAMPLE, batch) : null,
        objective.usesLabels() ? numbers(StepNames.LABEL, batch) : null,
        objective.drawnImages() > 0 ? numbers(StepNames.DRAWN, objective.drawnImages()) : null,
        taught);
  }

  private Map<String, Tensor> weights() {
    Map<String, Tensor> weights = new TreeMap<>();
    for (String name : new TreeSet<>(objective.weights().keySet())) {
      weights.put(name, recorder.input(name, ElementType.REAL, Shape.of()));
    }
    return weights;
  }

  private Tensor numbers(String name, int count) {
    return recorder.input(name, ElementType.REAL, Shape.of(count));
  }

  /** A teacher's features of a view, [N, features]. */
  Tensor taught(int view, int features) {
    return recorder.input(StepNames.TAUGHT + view, ElementType.REAL, Shape.of(batch, features));
  }
}
