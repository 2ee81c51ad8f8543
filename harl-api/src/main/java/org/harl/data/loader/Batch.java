package org.harl.data.loader;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.harl.augment.ViewPlan;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/**
 * Views of each of N images, with their masks where there are any. Closing it hands its buffers
 * back to the loader, which fills them again: use nothing of a closed batch.
 */
public final class Batch implements AutoCloseable {
  private final Assembly made;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  Batch(Assembly made, Runnable release) {
    this.made = made;
    this.release = release;
  }

  /** {@return the epoch it belongs to, from 0} */
  public int epoch() {
    return made.epoch;
  }

  /** {@return its place within the epoch, from 0} */
  public int index() {
    return made.index;
  }

  /** {@return the number of images N} */
  public int size() {
    return made.samples.length;
  }

  /**
   * {@return the indices of the images in their source, one a row; where an image could not be
   * read, that of the one in its place}
   */
  public int[] samples() {
    return made.samples.clone();
  }

  /** {@return how many views of each image there are} */
  public int views() {
    return made.buffers.views().size();
  }

  /**
   * {@return a view: unsigned bytes [N, 3, size, size]}
   *
   * @param number of the view, from 1
   */
  public TensorData view(int number) {
    return made.buffers.views().get(number - 1);
  }

  /**
   * {@return the masks of a view: 0 or 1 as unsigned bytes [N, 1, size, size]; its maps of labels,
   * 0..254 and 255 for none, where {@link LoaderSettings#regions} asks for these}
   *
   * @param number of the view, from 1
   */
  public Optional<TensorData> mask(int number) {
    return made.buffers.masks().stream().skip(number - 1).findFirst();
  }

  /**
   * {@return the labels of the K regions that were sampled of each row of a view, [N, K]; -1 where
   * it has no region} One may come several times. Empty where none are sampled.
   *
   * @param number of the view, from 1
   */
  public Optional<TensorData> regions(int number) {
    int[][] sampled = made.regions[number - 1];
    double[] labels =
        Arrays.stream(sampled).flatMapToInt(Arrays::stream).asDoubleStream().toArray();
    return labels.length == 0
        ? Optional.empty()
        : Optional.of(TensorData.of(Shape.of(size(), labels.length / size()), labels));
  }

  /**
   * {@return how each row of a view was drawn}
   *
   * @param number of the view, from 1
   */
  public List<ViewPlan> plans(int number) {
    return List.of(made.plans[number - 1]);
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
