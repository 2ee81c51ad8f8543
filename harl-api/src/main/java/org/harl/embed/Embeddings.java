package org.harl.embed;

import java.util.Arrays;

/**
 * The vectors of those images of a source that could be read.
 *
 * @param vectors [n][C]
 * @param images the index in the source of each, ascending
 */
public record Embeddings(float[][] vectors, int[] images) {
  /**
   * {@return what belongs to these images, of what belongs to all}
   *
   * @param all one an image of the source
   */
  public int[] of(int[] all) {
    return Arrays.stream(images).map(i -> all[i]).toArray();
  }
}
