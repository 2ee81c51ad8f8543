package org.harl.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
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
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;

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

  /**
   * {@return the report in words for people, what matters most first: epoch, loss, images a second,
   * time left, learning rate, spread of the features, and the terms where there are several}
   */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(String.format(Locale.ROOT, "epoch %.1f/%.0f", epoch, epochs()));
    words.add(String.format(Locale.ROOT, "loss %.3f", loss));
    words.add(String.format(Locale.ROOT, "%.0f images/s", imagesPerSecond));
    words.add(time(secondsLeft) + " left");
    words.add(String.format(Locale.ROOT, "learning rate %.2g", learningRate));
    words.add(String.format(Locale.ROOT, "spread %.3f", representationStd));
    if (terms.size() > 1) {
      words.add(
          terms.entrySet().stream()
              .map(term -> String.format(Locale.ROOT, "%s %.3f", term.getKey(), term.getValue()))
              .collect(Collectors.joining(", ")));
    }
    return words;
  }

  /**
   * {@return a time for people: {@code 45 s}, {@code 3:51} of minutes, {@code 2:03:10} of hours}
   *
   * @param seconds at least 0
   */
  public static String time(double seconds) {
    long whole = Math.round(seconds);
    if (whole < MINUTE) {
      return whole + " s";
    }
    return whole < HOUR
        ? String.format(Locale.ROOT, "%d:%02d", whole / MINUTE, whole % MINUTE)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", whole / HOUR, whole / MINUTE % MINUTE, whole % MINUTE);
  }
}
