package org.harl.schedule;

/**
 * How long a run is, and what a step of it takes.
 *
 * @param batch images a batch
 * @param accumulate batches whose gradients are averaged into an optimiser step, at least 1
 * @param epochs passes over the images
 * @param batchesPerEpoch batches in a pass, at least 1; it need not be a whole number of steps
 */
public record RunSize(int batch, int accumulate, int epochs, long batchesPerEpoch) {
  /** {@return images a step} */
  public int images() {
    return batch * accumulate;
  }
}
