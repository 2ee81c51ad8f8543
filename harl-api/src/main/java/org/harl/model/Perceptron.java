package org.harl.model;

/** A head of linear layers, all but the last of one width. */
public interface Perceptron extends Head {
  /** {@return how many layers, at least 1} */
  int layers();

  /** {@return units of every layer but the last; of no meaning where there is one layer} */
  int hidden();

  /** {@return units of the last layer, D; 0 where the images say how many} */
  int out();

  /**
   * {@return the same with other sizes}
   *
   * @param hidden units of every layer but the last
   * @param out units of the last layer
   */
  Perceptron ofUnits(int hidden, int out);
}
