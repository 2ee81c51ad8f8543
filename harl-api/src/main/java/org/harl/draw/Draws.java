package org.harl.draw;

/**
 * Random numbers without state: each is a pure function of a key and an index (SplitMix64's
 * finaliser, Steele et al. 2014), the same on every machine, in any order, on any thread.
 *
 * @param key what the numbers depend on so far
 */
public record Draws(long key) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /**
   * {@return the draws of a run}
   *
   * @param seed any number; the same draws the same
   */
  public static Draws ofSeed(long seed) {
    return new Draws(mix(seed + GOLDEN));
  }

  /**
   * {@return the draws of one view, 0 or 1, of an image in an epoch of a run}
   *
   * @param seed of the run
   * @param epoch from 0
   * @param sample the number of the image in its source
   * @param view 0 for view 1, 1 for view 2 and so on
   */
  public static Draws ofView(long seed, int epoch, int sample, int view) {
    // the name keeps seed and epoch apart: as the first fork a number could change places with it
    return ofSeed(seed).fork("view").fork(epoch).fork(sample).fork(view);
  }

  /**
   * {@return the draws of one part, for example of an epoch, a sample, a view or an operation}
   *
   * @param part tells it from other parts of the same draws
   */
  public Draws fork(long part) {
    return new Draws(mix(key ^ mix(part + GOLDEN)));
  }

  /**
   * {@return the draws of a named part (FNV-1a over its UTF-16 units)}
   *
   * @param part tells it from other parts of the same draws
   */
  public Draws fork(String part) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < part.length(); i++) {
      hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
    }
    return fork(hash);
  }

  /**
   * {@return 64 random bits}
   *
   * @param index the place among these draws; the same place gives the same number
   */
  public long bits(long index) {
    return mix(key + GOLDEN * (index + 1));
  }

  /**
   * {@return uniform in [0, 1), 53 bits}
   *
   * @param index the place among these draws; the same place gives the same number
   */
  public double uniform(long index) {
    return (bits(index) >>> 11) * 0x1.0p-53;
  }

  /**
   * {@return uniform in [low, high)}
   *
   * @param index the place among these draws; the same place gives the same number
   * @param low the least value
   * @param high above {@code low}; never drawn
   */
  public double uniform(long index, double low, double high) {
    return low + (high - low) * uniform(index);
  }

  /**
   * {@return uniform among 0 .. bound-1}
   *
   * @param index the place among these draws; the same place gives the same number
   * @param bound how many, at least 1
   */
  public int below(long index, int bound) {
    return (int) Math.multiplyHigh(bits(index) >>> 1, 2L * bound);
  }

  /**
   * {@return standard normal (Box and Muller 1958)}
   *
   * @param index the place among these draws; the same place gives the same number
   */
  public double normal(long index) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(2 * index)));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform(2 * index + 1));
  }

  /**
   * {@return the numbers 0 .. n-1 in random order (Fisher and Yates)}
   *
   * @param n how many, at least 0
   */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = below(i, i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
