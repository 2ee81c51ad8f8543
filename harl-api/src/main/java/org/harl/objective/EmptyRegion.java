package org.harl.objective;

/** What happens to a sample whose region has no cell in one of its views. */
public enum EmptyRegion {
  /**
   * The sample is left out of that region's mean; with all samples left out the term is 0 and has
   * zero gradient.
   */
  EXCLUDE,
  /**
   * The sample counts with the vector that its empty region was pooled to: zero before the head.
   */
  ZERO
}
