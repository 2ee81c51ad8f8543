package org.harl.spi.collective;

import java.util.List;
import org.harl.error.HarlException;
import org.harl.trace.TensorData;

/**
 * A group of workers that this process is one of. All call the same methods in the same order, with
 * buffers of the same shapes; each call returns once all have called it. Used by one thread at a
 * time.
 *
 * <p>A worker that dies, is cut off, or does not call within the {@link Membership#timeout} ends
 * the call of the others with a {@link HarlException} that names the call; the group is of no use
 * after that.
 */
public interface Collective extends AutoCloseable {
  /** {@return the number of this worker, 0 to below {@link #size}} */
  int rank();

  /** {@return how many workers there are, at least 1} */
  int size();

  /**
   * Puts the mean over the workers into buffers. All workers end with the same bits, which are the
   * same in every run of as many workers; with one worker nothing changes.
   *
   * @param buffers 32- or 64-bit numbers, all of one type; those of this worker before, the means
   *     after
   * @throws HarlException if the workers did not come together
   */
  void mean(List<TensorData> buffers);

  /**
   * {@return what every worker gave, by rank}
   *
   * @param bytes of this worker, as many as the others give
   * @throws HarlException if the workers did not come together
   */
  List<byte[]> gather(byte[] bytes);

  /**
   * Returns once all workers have called it.
   *
   * @throws HarlException if the workers did not come together
   */
  default void barrier() {
    gather(new byte[1]);
  }

  /** Leaves the group. */
  @Override
  void close();
}
