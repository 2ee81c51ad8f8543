package org.harl.masks.regions;

/** Which of a pixel's eight neighbours are at least as bright as it (Ojala et al., PAMI 2002). */
final class LocalBinaryPatterns {
  private LocalBinaryPatterns() {}

  /**
   * The patterns, [width * height] of 0..255: bit n for the n-th neighbour in reading order. Beyond
   * the border the nearest pixel repeats.
   */
  static short[] of(float[] grey, int width, int height) {
    short[] patterns = new short[grey.length];
    for (int y = 0; y < height; y++) {
      int above = Math.max(0, y - 1) * width;
      int row = y * width;
      int below = Math.min(height - 1, y + 1) * width;
      for (int x = 0; x < width; x++) {
        int left = Math.max(0, x - 1);
        int right = Math.min(width - 1, x + 1);
        float middle = grey[row + x];
        int pattern = grey[above + left] >= middle ? 1 : 0;
        pattern |= grey[above + x] >= middle ? 2 : 0;
        pattern |= grey[above + right] >= middle ? 4 : 0;
        pattern |= grey[row + left] >= middle ? 8 : 0;
        pattern |= grey[row + right] >= middle ? 16 : 0;
        pattern |= grey[below + left] >= middle ? 32 : 0;
        pattern |= grey[below + x] >= middle ? 64 : 0;
        pattern |= grey[below + right] >= middle ? 128 : 0;
        patterns[row + x] = (short) pattern;
      }
    }
    return patterns;
  }
}
