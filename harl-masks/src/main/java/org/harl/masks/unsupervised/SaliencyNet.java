package org.harl.masks.unsupervised;

/**
 * A small saliency network: five levels of residual blocks, each half the size of the one before, a
 * summary of the whole image, and a way back up that adds what each level saw (Ronneberger et al.
 * 2015; Lin et al. 2017). 1.4 million parameters.
 */
final class SaliencyNet {
  private static final int[] WIDTHS = {16, 32, 64, 96, 128};
  private static final int[] BLOCKS = {0, 1, 1, 2, 2};

  private SaliencyNet() {}

  /**
   * The network.
   *
   * @param x {@link SaliencyInput}s [N, 17, S, S], S divisible by 32
   * @return logits [N, 1, S/2, S/2]
   */
  static <T> T logits(SaliencyLayers<T> layers, T x) {
    T[] levels = down(layers, x);
    T y = layers.relu(layers.withMean("summary", levels[levels.length - 1]));
    for (int i = levels.length - 2; i >= 0; i--) {
      String up = "up" + (i + 1);
      T above = layers.twice(layers.convolution(up + ".above", y, WIDTHS[i], 1, 1));
      T side = layers.convolution(up + ".side", levels[i], WIDTHS[i], 1, 1);
      y = layers.relu(layers.add(side, above));
      y = layers.relu(layers.convolution(up + ".merge", y, WIDTHS[i], 3, 1));
    }
    return layers.map("head", y);
  }

  @SuppressWarnings("unchecked")
  private static <T> T[] down(SaliencyLayers<T> layers, T x) {
    Object[] levels = new Object[WIDTHS.length];
    T y = x;
    for (int i = 0; i < levels.length; i++) {
      String level = "level" + (i + 1);
      y = layers.relu(layers.convolution(level + ".down", y, WIDTHS[i], 3, 2));
      for (int block = 0; block < BLOCKS[i]; block++) {
        String name = level + ".block" + block;
        T inner = layers.relu(layers.convolution(name + ".first", y, WIDTHS[i], 3, 1));
        inner = layers.convolution(name + ".second", inner, WIDTHS[i], 3, 1);
        y = layers.relu(layers.add(inner, y));
      }
      levels[i] = y;
    }
    return (T[]) levels;
  }
}
