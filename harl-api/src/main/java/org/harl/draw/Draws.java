package org.harl.draw;

/**
 * Random numbers without state: each is a pure function of a key and an index (SplitMix64's
 * finaliser, Steele et al. 2014), the same on every machine, in any order, on any thread.
 *
 * @param key what the numbers depend on so far
 */
public record Draws(long key) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** The draws of a run. */
  public static Draws ofSeed(long seed) {
    return new Draws(mix(seed + GOLDEN));
  }

  /** The draws of one view, 0 or 1, of an image in an epoch of a run. */
  public static Draws ofView(long seed, int epoch, int sample, int view) {
    // the name keeps seed and epoch apart: as the first fork a number could change places with it
    return ofSeed(seed).fork("view").fork(epoch).fork(sample).fork(view);
  }

  /** The draws of one part, for example of an epoch, a sample, a view or an operation. */
  public Draws fork(long part) {
    return new Draws(mix(key ^ mix(part + GOLDEN)));
  }

  /** The draws of a named part (FNV-1a over its UTF-16 units). */
  public Draws fork(String part) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < part.length(); i++) {
      hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
    }
    return fork(hash);
  }

  /** 64 random bits. */
  public long bits(long index) {
    return mix(key + GOLDEN * (index + 1));
  }

  /** Uniform in [0, 1), 53 bits. */
  public double uniform(long index) {
    return (bits(index) >>> 11) * 0x1.0p-53;
  }

  /** Uniform in [low, high). */
  public double uniform(long index, double low, double high) {
    return low + (high - low) * uniform(index);
  }

  /** Uniform among 0 .. bound-1. */
  public int below(long index, int bound) {
    return (int) Math.multiplyHigh(bits(index) >>> 1, 2L * bound);
  }

  /** Standard normal (Box and Muller 1958). */
  public double normal(long index) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(2 * index)));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform(2 * index + 1));
  }

  /** The numbers 0 .. n-1 in random order (Fisher and Yates). */
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
