package org.harl.teach;

import org.harl.embed.TrainedEncoder;
import org.harl.spi.Backend;
import org.harl.trace.TensorData;

/**
 * A trained network that says of views which features a student is to have. Its {@code toString}
 * names the network and tells its weights from others: a run that goes on compares it.
 */
public interface Teacher {
  /** {@return F, the numbers in its features of a view, at least 1} */
  int features();

  /**
   * Makes it ready, once a run.
   *
   * @param backend of the run, which may compute it
   * @return what it says, until it is closed
   */
  Lessons open(Backend backend);

  /**
   * {@return an encoder as a teacher, computed by the backend of the run} Its features are the mean
   * over the cells of the feature map, with the running statistics of batch norm; views are brought
   * to its size.
   *
   * @param encoder with its weights
   */
  static Teacher of(TrainedEncoder encoder) {
    return new EncoderTeacher(encoder);
  }

  /** A teacher at work. It is asked by one thread at a time. */
  interface Lessons extends AutoCloseable {
    /**
     * {@return its features of views, [N, F], as 32-bit numbers}
     *
     * @param views unsigned bytes [N, 3, S, S], cut and mirrored as the student's, in their own
     *     colours
     */
    TensorData of(TensorData views);

    /** Frees what it holds. */
    @Override
    void close();
  }
}
