package org.harl.train;

import java.time.Duration;
import java.util.Map;
import org.harl.method.Method;
import org.harl.schedule.LearningRate;
import org.harl.train.optimise.Optimiser;

/** What a plan has where nothing is set; public for the generated builder alone. */
final class PlanDefaults {
  public static final int BATCH = 256;
  public static final int ACCUMULATE = 1;
  public static final int EPOCHS = 100;
  public static final Duration IMAGE_TIMEOUT = Duration.ofMinutes(1);
  public static final Map<String, String> NOTES = Map.of();

  private static final int VIEW_SIZE = 224;
  private static final double MOST_WARM_UP_EPOCHS = 10;

  private PlanDefaults() {}

  public static Method method() {
    return Method.standard(VIEW_SIZE);
  }

  public static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }

  static LearningRate learningRate(Optimiser optimiser, int images, int epochs) {
    return LearningRate.warmUpThenCosine(
        optimiser.defaultRate(images), Math.min(MOST_WARM_UP_EPOCHS, epochs / 10.0));
  }
}
