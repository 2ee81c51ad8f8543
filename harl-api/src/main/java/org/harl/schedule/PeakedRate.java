package org.harl.schedule;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.harl.error.Described;
import org.harl.error.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * A learning rate that rises linearly to a peak and falls from there. The peak is at step {@code
 * warm-up epochs * batches of an epoch / batches of a step}, rounded half up.
 *
 * @param fall how it falls
 * @param base the peak, finite and at least 0; of steps of 256 images if it is scaled
 * @param scaled whether the peak grows in proportion to the images of a step (Goyal et al. 2017)
 * @param warmUpEpochs passes over the images until the peak, finite and at least 0; null for {@link
 *     LearningRate#usualWarmUp}
 */
@RecordBuilder
public record PeakedRate(Fall fall, double base, boolean scaled, @Nullable Double warmUpEpochs)
    implements LearningRate, PeakedRateBuilder.With {
  /** How the learning rate falls from its peak. */
  public enum Fall {
    /** To 0, along half a cosine. */
    COSINE {
      @Override
      Schedule after(double peak, long warmUpSteps) {
        return Schedule.warmUpThenCosine(peak, warmUpSteps);
      }
    },
    /** To a tenth at 60% of the run, to a hundredth at 80% (He et al. 2020). */
    STEPS {
      @Override
      Schedule after(double peak, long warmUpSteps) {
        return Schedule.warmUpThenSteps(peak, warmUpSteps);
      }
    };

    abstract Schedule after(double peak, long warmUpSteps);
  }

  /**
   * Checks the warm-up.
   *
   * @throws InvalidInputException if it is negative or not finite
   */
  public PeakedRate {
    if (warmUpEpochs != null && (!Double.isFinite(warmUpEpochs) || warmUpEpochs < 0)) {
      throw new InvalidInputException(
          "learning rate: the warm-up must be finite and at least 0 epochs, got " + warmUpEpochs);
    }
  }

  /**
   * {@return the peak of steps of so many images}
   *
   * @param images images a step, batches that are accumulated together
   */
  public double peak(int images) {
    return scaled ? Schedule.scaledByBatch(base, images) : base;
  }

  /**
   * {@return epochs until the peak, of so many in all}
   *
   * @param epochs of the whole run, above 0
   */
  public double warmUp(double epochs) {
    return warmUpEpochs == null ? LearningRate.usualWarmUp(epochs) : warmUpEpochs;
  }

  @Override
  public Schedule schedule(RunSize run) {
    // in decimals, as it was written: 1.15 epochs of 10 steps are 11.5
    BigDecimal steps =
        BigDecimal.valueOf(warmUp(run.epochs()))
            .multiply(BigDecimal.valueOf(run.batchesPerEpoch()))
            .divide(BigDecimal.valueOf(run.accumulate()), 0, RoundingMode.HALF_UP);
    return fall.after(peak(run.images()), steps.longValueExact());
  }

  /** For people: {@code to 0.3 for 256 images in 10 of the epochs, then along a cosine}. */
  @Override
  public String toString() {
    return "to "
        + Described.number(base)
        + (scaled ? " for 256 images" : "")
        + (warmUpEpochs == null
            ? " in a tenth, 10 at most,"
            : " in " + Described.number(warmUpEpochs))
        + " of the epochs, then "
        + (fall == Fall.COSINE ? "along a cosine" : "in two steps");
  }
}
