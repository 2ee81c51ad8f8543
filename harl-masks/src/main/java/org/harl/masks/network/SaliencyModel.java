package org.harl.masks.network;

/** A saliency network in another library's format; serves many threads. */
interface SaliencyModel {
  /** The side of the square that it takes. */
  int side();

  /**
   * Runs it.
   *
   * @param pixels [1, 3, side, side]
   * @return its first output: a square map, row-major, any range
   */
  float[] run(float[] pixels);
}
