package org.harl.objective;

import java.util.ArrayList;
import java.util.List;
import org.harl.error.InvalidInputException;
import org.harl.trace.Tensor;

/** Predictions against the targets of other views. */
final class ViewPairs {
  private ViewPairs() {}

  /** What is recorded of a prediction and another view's target. */
  interface Comparison {
    Tensor of(int view, int other);
  }

  /** Twice the mean over all pairs of a prediction and another view's target. */
  static Tensor twiceMean(RegionVectors vectors, Comparison comparison) {
    List<Tensor> distances = new ArrayList<>();
    for (int view : vectors.predictions().keySet()) {
      for (int other : vectors.targets().keySet()) {
        if (view != other) {
          distances.add(comparison.of(view, other));
        }
      }
    }
    Tensor sum = distances.stream().reduce(Tensor::add).orElseThrow(ViewPairs::oneView);
    return distances.size() == 2 ? sum : sum.multiply(2.0 / distances.size());
  }

  private static InvalidInputException oneView() {
    return new InvalidInputException("objective: it compares two views at least, got one");
  }
}
