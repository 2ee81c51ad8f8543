package org.harl.data.loader;

import org.harl.data.ImageSequences;
import org.harl.draw.Draws;

/**
 * The order of an epoch over sequences of images, such as shards: the sequences in a drawn order,
 * one behind the other, go through a buffer from which each place draws its image. A pure function
 * of the draws and the sequences, so a run may go on at any place of it, and any worker may take
 * any part.
 */
final class ShuffledSequences {
  private ShuffledSequences() {}

  /** Each image once; an image comes at most {@code buffer - 1} places before its turn. */
  static int[] order(Draws draws, ImageSequences sequences) {
    int[] stream = stream(draws.fork("sequences"), sequences);
    Draws places = draws.fork("buffer");
    int buffer = Math.min(sequences.buffer(), stream.length);
    int[] order = new int[stream.length];
    for (int i = 0; i < order.length; i++) {
      // the buffer is the stream's first entries; what comes next takes the place of what left
      int held = Math.min(buffer, order.length - i);
      int drawn = places.below(i, held);
      order[i] = stream[drawn];
      int next = i + buffer;
      stream[drawn] = next < order.length ? stream[next] : stream[held - 1];
    }
    return order;
  }

  private static int[] stream(Draws draws, ImageSequences sequences) {
    int count = sequences.sizes().size();
    int[] starts = new int[count + 1];
    for (int i = 0; i < count; i++) {
      starts[i + 1] = starts[i] + sequences.sizes().get(i);
    }
    int[] stream = new int[starts[count]];
    int filled = 0;
    for (int sequence : draws.permutation(count)) {
      for (int image = starts[sequence]; image < starts[sequence + 1]; image++) {
        stream[filled++] = image;
      }
    }
    return stream;
  }
}
