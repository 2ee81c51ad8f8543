package org.harl.masks.regions;

/**
 * A tree of questions of one depth over binned features; node n's children are 2n and 2n + 1, the
 * root is 1.
 *
 * @param features [2^depth], the feature that a node asks for, or {@link #NONE}: all go left
 * @param bins [2^depth], the last bin that goes left
 * @param leaves [2^depth], answers from left to right
 */
record RegionTree(byte[] features, byte[] bins, float[] leaves) {
  static final byte NONE = (byte) 255;

  /** The answer for the bins that begin at {@code at}. */
  float answer(byte[] binned, int at) {
    int node = 1;
    while (node < leaves.length) {
      byte feature = features[node];
      boolean right = feature != NONE && binned[at + feature] > bins[node];
      node = 2 * node + (right ? 1 : 0);
    }
    return leaves[node - leaves.length];
  }
}
