package org.harl.cli.blocks;

import java.io.IOException;
import java.io.Serializable;

/**
 * What is done with a block, on whatever machine; may be done again, and twice at a time, to the
 * same end.
 *
 * @param <T> what it returns, small
 */
public interface BlockTask<T extends Serializable> extends Serializable {
  /** How many images it is about, for the progress. */
  int images();

  /**
   * Does it.
   *
   * @throws org.harl.error.InvalidInputException if what was given cannot be used; it is not tried
   *     again
   */
  T run() throws IOException;
}
