package org.harl.train.step;

import org.harl.model.Layers;
import org.harl.model.Scope;
import org.harl.trace.Tensor;

/**
 * Views of T x T tiles: each goes through encoder and projector alone, with the batch statistics of
 * all; what the projector makes of them is laid end to end and sent through one linear layer,
 * {@code jigsaw.weight} and {@code jigsaw.bias} of the network (g of PIRL, Misra and van der Maaten
 * 2020).
 */
final class Tiles {
  private Tiles() {}

  /** [N, 3, S, S] to [N T T, 3, S/T, S/T], a view's tiles row by row. */
  static Tensor cut(Tensor images, int tiles) {
    if (tiles == 1) {
      return images;
    }
    int count = images.shape().dim(0);
    int side = images.shape().dim(2) / tiles;
    return images
        .reshape(count, 3, tiles, side, tiles, side)
        .transpose(0, 2, 4, 1, 3, 5)
        .reshape(count * tiles * tiles, 3, side, side);
  }

  /** Projections [N T T, D] to [N, D]. */
  static Tensor joined(Scope network, Tensor projections, int pieces) {
    if (pieces == 1) {
      return projections;
    }
    int count = projections.shape().dim(0) / pieces;
    int size = projections.shape().dim(1);
    return Layers.linear(network.child("jigsaw"), projections.reshape(count, pieces * size), size);
  }
}
