package org.harl.objective;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.harl.error.InvalidInputException;
import org.harl.trace.Tensor;

/** Views against other views. */
public final class ViewPairs {
  private ViewPairs() {}

  /** What is recorded of a view and another. */
  public interface Comparison {
    /**
     * Records it.
     *
     * @param view its number, from 1
     * @param other another's
     * @return a scalar [], or a row a sample
     */
    Tensor of(int view, int other);
  }

  /**
   * {@return the mean over all pairs of a view and another}
   *
   * @param views numbers of views, from 1
   * @param others numbers of those that each is compared with, but for itself
   * @param comparison gives a scalar [] for each pair
   * @throws InvalidInputException if there is no pair
   */
  public static Tensor mean(
      Collection<Integer> views, Collection<Integer> others, Comparison comparison) {
    List<Tensor> each = each(views, others, comparison);
    return each.size() == 1 ? each.get(0) : sum(each).multiply(1.0 / each.size());
  }

  /** Twice the mean over all pairs of a prediction and another view's target. */
  static Tensor twiceMean(RegionVectors vectors, Comparison comparison) {
    List<Tensor> distances =
        each(vectors.predictions().keySet(), vectors.targets().keySet(), comparison);
    Tensor sum = sum(distances);
    return distances.size() == 2 ? sum : sum.multiply(2.0 / distances.size());
  }

  private static List<Tensor> each(
      Collection<Integer> views, Collection<Integer> others, Comparison comparison) {
    List<Tensor> each = new ArrayList<>();
    for (int view : views) {
      for (int other : others) {
        if (view != other) {
          each.add(comparison.of(view, other));
        }
      }
    }
    return each;
  }

  private static Tensor sum(List<Tensor> each) {
    return each.stream().reduce(Tensor::add).orElseThrow(ViewPairs::oneView);
  }

  private static InvalidInputException oneView() {
    return new InvalidInputException("objective: it compares two views at least, got one");
  }
}
