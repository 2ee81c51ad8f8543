package org.harl.data.loader;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.harl.augment.ViewPlan;
import org.harl.trace.TensorData;

/**
 * Two views of each of N images, or one where only one was asked for, with their masks where there
 * are any. Closing it hands its buffers back to the loader, which fills them again: use nothing of
 * a closed batch.
 */
public final class Batch implements AutoCloseable {
  private final Assembly made;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  Batch(Assembly made, Runnable release) {
    this.made = made;
    this.release = release;
  }

  /** The epoch it belongs to, from 0. */
  public int epoch() {
    return made.epoch;
  }

  /** Its place within the epoch, from 0. */
  public int index() {
    return made.index;
  }

  /** The number of images N. */
  public int size() {
    return made.samples.length;
  }

  /**
   * The indices of the images in their source, one a row; where an image could not be read, that of
   * the one in its place.
   */
  public int[] samples() {
    return made.samples.clone();
  }

  /** View 1: unsigned bytes [N, 3, size, size]. */
  public TensorData view1() {
    return made.buffers.views().get(0);
  }

  /** View 2: unsigned bytes [N, 3, size, size]. */
  public TensorData view2() {
    return made.buffers.views().get(1);
  }

  /** The masks of view 1: 0 or 1 as unsigned bytes [N, 1, size, size]. */
  public Optional<TensorData> mask1() {
    return made.buffers.masks().stream().findFirst();
  }

  /** The masks of view 2: 0 or 1 as unsigned bytes [N, 1, size, size]. */
  public Optional<TensorData> mask2() {
    return made.buffers.masks().stream().skip(1).findFirst();
  }

  /** How each row of view 1 was drawn. */
  public List<ViewPlan> plans1() {
    return List.of(made.plans[0]);
  }

  /** How each row of view 2 was drawn. */
  public List<ViewPlan> plans2() {
    return List.of(made.plans[1]);
  }

  /** Hands the buffers back; again does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }

  @Override
  public String toString() {
    return "batch " + index() + " of epoch " + epoch() + ", " + size() + " images";
  }
}
