package org.harl.augment;

import java.util.List;
import java.util.Map;
import org.harl.trace.Tensor;
import org.harl.trace.TensorData;

/** What happens on the device between a view's bytes and the encoder. */
@FunctionalInterface
public interface ViewPreparation {
  /**
   * Records it, declaring further inputs where it needs some.
   *
   * @param name of the view, {@code view1}, {@code view2} ..; further inputs start with it
   * @param view bytes UINT8 [N, 3, S, S]
   * @return REAL [N, 3, S, S], as the encoder takes it
   */
  Tensor prepare(String name, Tensor view);

  /**
   * {@return values of the further inputs that it declared}
   *
   * @param name of the view, as given to prepare
   * @param plans how each sample's view was drawn
   */
  default Map<String, TensorData> feeds(String name, List<ViewPlan> plans) {
    return Map.of();
  }
}
