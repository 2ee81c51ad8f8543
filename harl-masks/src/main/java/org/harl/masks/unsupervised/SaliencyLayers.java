package org.harl.masks.unsupervised;

/**
 * What {@link SaliencyNet} is built from: recorded into a program for training on a backend, or
 * computed at once.
 *
 * @param <T> a batch of feature maps
 */
interface SaliencyLayers<T> {
  /** A square convolution without bias, padded by half its kernel, and batch norm. */
  T convolution(String name, T x, int filters, int kernel, int stride);

  /** {@code max(x, 0)}. */
  T relu(T x);

  /** The sum. */
  T add(T a, T b);

  /** Every cell becomes four. */
  T twice(T x);

  /** Adds to every cell a linear function of the mean of all. */
  T withMean(String name, T x);

  /** One map: a weighted sum of all and a bias. */
  T map(String name, T x);
}
