package org.harl.train;

import java.time.Duration;
import java.util.Map;
import org.harl.data.ImageSource;
import org.harl.method.Method;
import org.harl.schedule.LearningRate;
import org.harl.train.optimise.Optimiser;

/** What a plan has where nothing is set; public for the generated builder alone. */
final class PlanDefaults {
  public static final int BATCH = 256;
  public static final int ACCUMULATE = 1;
  public static final int EPOCHS = 100;
  public static final Duration IMAGE_TIMEOUT = ImageSource.USUAL_TIME_LIMIT;
  public static final Map<String, String> NOTES = Map.of();

  private static final int VIEW_SIZE = 224;

  private PlanDefaults() {}

  public static Method method() {
    return Method.standard(VIEW_SIZE);
  }

  public static int loaderThreads() {
    return Runtime.getRuntime().availableProcessors();
  }

  static LearningRate learningRate(Optimiser optimiser, int images) {
    return LearningRate.warmUpThenCosine(optimiser.defaultRate(images));
  }
}
