package org.harl.data;

import org.harl.HarlException;
import org.harl.augment.ViewPlan;
import org.jspecify.annotations.Nullable;

/**
 * A batch that is being filled. Each slot is written by one thread; the counters and the failure
 * are guarded by the loader's lock.
 */
final class Assembly {
  final int epoch;
  final int index;
  final int[] order;
  final BatchBuffers buffers;
  final int[] samples;
  final ViewPlan[][] plans;
  int claimed;
  int finished;
  private int failedSlot = Integer.MAX_VALUE;
  private @Nullable HarlException failure;

  Assembly(int epoch, int index, int[] order, BatchBuffers buffers, int size) {
    this.epoch = epoch;
    this.index = index;
    this.order = order;
    this.buffers = buffers;
    samples = new int[size];
    plans = new ViewPlan[buffers.views().size()][size];
  }

  int position(int slot) {
    return index * samples.length + slot;
  }

  boolean complete() {
    return finished == samples.length;
  }

  /** Keeps the failure of the first slot, so that which one is reported depends on no timing. */
  void failed(int slot, HarlException cause) {
    if (slot < failedSlot) {
      failedSlot = slot;
      failure = cause;
    }
  }

  @Nullable HarlException failure() {
    return failure;
  }
}
