package org.harl.mask;

/**
 * The numbers of images in an order whose first few are spread over all.
 *
 * @param size of them
 * @param step between two, round the end
 */
record SpreadImages(int size, int step) {
  /** Of which files are looked at before a run. */
  static final int MOST = 10_000;

  private static final double GOLDEN_SECTION = 0.6180339887498949;

  SpreadImages(int size) {
    this(size, step(size));
  }

  /** The i-th; every image comes once. */
  int at(int i) {
    return (int) ((long) i * step % size);
  }

  /** Has no divisor in common with the size. */
  private static int step(int size) {
    int step = Math.max(1, (int) (GOLDEN_SECTION * size));
    while (divisor(step, size) > 1) {
      step++;
    }
    return step;
  }

  private static int divisor(int a, int b) {
    return b == 0 ? a : divisor(b, a % b);
  }
}
