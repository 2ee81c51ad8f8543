package org.harl.teach;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.harl.error.InvalidInputException;

/**
 * How an encoder learns from a teacher: its features of a view, pooled over the whole map, go
 * through a head of their own and are to point where the teacher's features of the same view do,
 * seen from their mean over the batch (after Navaneet et al. 2021, arXiv 2201.05131), alone or
 * beside what the method minimises. The head is thrown away after the run.
 *
 * @param teacher whose features are learned
 * @param weight w, the share of it in the loss, above 0 and at most 1: {@code w teacher + (1 - w)
 *     own}. At 1, the default, what the method minimises is left out, with its heads and its target
 *     network
 * @param hidden units of the head's hidden layer, after which are batch norm and ReLU; 0, the
 *     default, for a linear head
 */
@RecordBuilder
public record Teaching(Teacher teacher, double weight, int hidden) implements TeachingBuilder.With {
  /** Checks the numbers. */
  public Teaching {
    if (!(weight > 0 && weight <= 1)) {
      throw new InvalidInputException(
          "teaching: weight must be above 0 and at most 1, got " + weight);
    }
    if (hidden < 0) {
      throw new InvalidInputException("teaching: hidden must be at least 0, got " + hidden);
    }
  }

  /**
   * {@return learning from the teacher alone, by a linear head}
   *
   * @param teacher whose features are learned
   */
  public static Teaching by(Teacher teacher) {
    return new Teaching(teacher, 1, 0);
  }
}
