package org.harl.objective;

import java.util.List;
import org.harl.trace.Tensor;

/** How far scores are from saying which of K is right. */
public final class CrossEntropy {
  private CrossEntropy() {}

  /**
   * {@return the mean over rows of {@code log(sum(exp(scores))) - score of what is right}}
   *
   * @param scores [N, K]
   * @param targets [N, K], 1 for what is right and 0 elsewhere
   */
  public static Tensor mean(Tensor scores, Tensor targets) {
    return perRow(scores, targets).meanAll();
  }

  /**
   * {@return one a row, [N, 1]; of a row without anything right it is {@code log(sum(exp(scores)))}
   * less the largest score}
   *
   * @param scores [N, K]
   * @param targets [N, J], how right each of the first J is, in all 1 or 0; J up to K
   */
  public static Tensor perRow(Tensor scores, Tensor targets) {
    Tensor shifted = shifted(scores);
    int first = targets.shape().dim(1);
    Tensor able = first == scores.shape().dim(1) ? shifted : shifted.slice(1, 0, first);
    return shifted.exp().sum(1).log().subtract(able.multiply(targets).sum(1));
  }

  /**
   * {@return the same where what is right has a score of its own: the mean of {@code log(exp(right)
   * + sum(exp(others))) - right} (InfoNCE, van den Oord et al. 2018)}
   *
   * @param right [N, 1]
   * @param others [N, K]
   * @param temperature divides the scores, above 0; 0.07 to 0.5 as a rule
   */
  public static Tensor mean(Tensor right, Tensor others, double temperature) {
    Tensor scores = right.recorder().concat(1, List.of(right, others));
    Tensor shifted = shifted(scores.multiply(1 / temperature));
    return shifted.exp().sum(1).log().subtract(shifted.slice(1, 0, 1)).meanAll();
  }

  /** Scores less their row's largest: no exponential overflows, and the loss stays as it is. */
  private static Tensor shifted(Tensor scores) {
    return scores.subtract(scores.max(1).stopGradient());
  }
}
