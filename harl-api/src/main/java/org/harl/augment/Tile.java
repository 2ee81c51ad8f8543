package org.harl.augment;

import org.harl.error.InvalidInputException;

/**
 * A piece of a view that is made of tiles: a square window into one cell of a grid over the crop.
 *
 * @param cell the cell's number, row by row, from 0
 * @param top the window's first row within the cell
 * @param left the window's first column within the cell
 */
public record Tile(int cell, int top, int left) {
  /** Checks that nothing is below 0. */
  public Tile {
    if (cell < 0 || top < 0 || left < 0) {
      throw new InvalidInputException(
          "tile: cell, top and left must be at least 0, got " + cell + ", " + top + ", " + left);
    }
  }
}
