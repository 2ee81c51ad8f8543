package org.harl.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.harl.train.step.HarlStep;

/**
 * What one optimiser step was like.
 *
 * @param step its number, from 1
 * @param steps the number of the last step of this run
 * @param epoch passes over the images so far, a fraction within an epoch
 * @param loss the objective's value; the mean over the batches of an accumulated step
 * @param terms the objective's terms by name, without their weights
 * @param weights the objective's weights at this step, by name
 * @param gradientNorm the Euclidean norm of the gradient by all parameters
 * @param representationStd the signal of a collapse, see {@link HarlStep}; near 1/sqrt(D) when
 *     projections [N, D] point everywhere, 0 when they all agree
 * @param learningRate the step's learning rate
 * @param tau the share of the target network that was kept
 * @param imagesPerSecond images (two views each) a second since the step before
 * @param secondsLeft until the run's last step, at the speed of the run so far
 */
public record StepReport(
    long step,
    long steps,
    double epoch,
    double loss,
    Map<String, Double> terms,
    Map<String, Double> weights,
    double gradientNorm,
    double representationStd,
    double learningRate,
    double tau,
    double imagesPerSecond,
    double secondsLeft) {
  /** Copies the maps in their order. */
  public StepReport {
    terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
  }

  /**
   * Passes over the images of the whole run.
   *
   * @return {@link #epoch} at the run's last step
   */
  public double epochs() {
    return epoch * steps / step;
  }
}
