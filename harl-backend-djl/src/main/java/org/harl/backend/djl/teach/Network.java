package org.harl.backend.djl.teach;

import org.harl.trace.TensorData;

/** A network that is loaded. */
interface Network extends AutoCloseable {
  /** How it takes views. */
  Layout layout();

  /**
   * The side of the views that it takes.
   *
   * @param asked at which it is asked if it takes any
   */
  int size(int asked);

  /** The most views that it takes at a time. */
  int most();

  /**
   * Runs it.
   *
   * @param views unsigned bytes [N, 3, S, S]
   * @param from the first of those that it is given
   * @param count how many
   */
  FeatureRows run(TensorData views, int from, int count);

  @Override
  void close();
}
