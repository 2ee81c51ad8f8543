package org.harl.cli.blocks;

import java.io.Serializable;

/**
 * How neighbours come to a class.
 *
 * @param k how many vote
 * @param temperature that their votes weigh by; infinite: alike
 */
public record KnnVote(int k, double temperature) implements Serializable {
  private static final long serialVersionUID = 1L;
}
