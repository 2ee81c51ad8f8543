package org.harl.cli.blocks;

/** Opens {@link Blocks}; found by {@link java.util.ServiceLoader}, at most one. */
public interface BlocksProvider {
  /**
   * Opens machines.
   *
   * @param master who gives them
   * @throws org.harl.error.InvalidInputException if it is none, or does not answer
   */
  Blocks open(String master);
}
