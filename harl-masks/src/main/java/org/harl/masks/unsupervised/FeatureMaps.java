package org.harl.masks.unsupervised;

/**
 * Feature maps of one image.
 *
 * @param channels C
 * @param side S
 * @param values [C, S, S]
 */
record FeatureMaps(int channels, int side, float[] values) {}
