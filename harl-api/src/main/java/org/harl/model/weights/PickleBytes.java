package org.harl.model.weights;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.harl.model.weights.PickleObjects.Fault;

/**
 * Numbers and texts of a pickle that say how long they are.
 *
 * @param in is left behind what was read
 */
record PickleBytes(ByteBuffer in) {

  /** A whole number of so many bytes; one beyond 64 bits is only told from others. */
  Object number(int bytes) throws Fault {
    byte[] little = bytes(bytes);
    if (little.length > Long.BYTES) {
      return new BigInteger(reversed(little));
    }
    return little.length == 0 ? 0L : new BigInteger(reversed(little)).longValue();
  }

  private static byte[] reversed(byte[] little) {
    byte[] big = new byte[little.length];
    for (int i = 0; i < big.length; i++) {
      big[i] = little[little.length - 1 - i];
    }
    return big;
  }

  String text(long bytes) throws Fault {
    return new String(bytes(bytes), StandardCharsets.UTF_8);
  }

  private byte[] bytes(long count) throws Fault {
    if (count < 0 || count > in.remaining()) {
      throw new Fault("a text or number claims " + count + " bytes, more than follow");
    }
    byte[] bytes = new byte[(int) count];
    in.get(bytes);
    return bytes;
  }

  /** Up to the end of a line. */
  String line() throws Fault {
    int from = in.position();
    int length = 0;
    while (in.get() != '\n') {
      length++;
    }
    in.position(from);
    String line = text(length);
    in.get();
    return line;
  }
}
