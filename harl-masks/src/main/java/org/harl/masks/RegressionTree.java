package org.harl.masks;

/**
 * A tree over binned features. Node 0 is the root; a node's left child follows it.
 *
 * @param features the feature that a node asks for, or {@link #LEAF}
 * @param values the last bin that goes left; a leaf's answer in 0..255
 * @param right a node's right child
 */
record RegressionTree(byte[] features, byte[] values, char[] right) {
  static final byte LEAF = (byte) 255;

  /** What a tree may have of nodes: their numbers are 16 bits. */
  static final int MOST_NODES = 1 << 16;

  /** The answer in 0..255 for the bins that begin at {@code at}. */
  int answer(byte[] bins, int at) {
    int node = 0;
    while (features[node] != LEAF) {
      node = bins[at + features[node]] <= values[node] ? node + 1 : right[node];
    }
    return values[node] & 0xff;
  }
}
