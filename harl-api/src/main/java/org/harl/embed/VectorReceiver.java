package org.harl.embed;

import java.io.IOException;

/** Takes vectors as they are made, so that they need not all be held. */
public interface VectorReceiver {
  /**
   * Takes one.
   *
   * @param image its index in the source; they come in that order
   * @param vector [C], the receiver's to keep
   * @throws IOException if what it is written to fails; embedding ends with it
   */
  void accept(int image, float[] vector) throws IOException;
}
