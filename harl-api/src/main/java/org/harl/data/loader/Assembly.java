package org.harl.data.loader;

import org.harl.augment.ViewPlan;

/** A batch that is being filled. Each slot is written by one thread. */
final class Assembly {
  final int epoch;
  final int index;
  final int[] order;
  final BatchBuffers buffers;
  final int[] samples;
  final ViewPlan[][] plans;

  /** Of each view, what is sampled of it for each slot; nothing where no regions are. */
  final int[][][] regions;

  Assembly(int epoch, int index, int[] order, BatchBuffers buffers, int size) {
    this.epoch = epoch;
    this.index = index;
    this.order = order;
    this.buffers = buffers;
    samples = new int[size];
    plans = new ViewPlan[buffers.views().size()][size];
    regions = new int[buffers.views().size()][size][0];
  }

  int position(int slot) {
    return index * samples.length + slot;
  }
}
