package org.harl.augment;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.harl.draw.Draws;
import org.harl.error.InvalidInputException;

/**
 * A view of tiles side by side in random order (Noroozi and Favaro 2016): a grid is laid over the
 * resized crop, and of each of its cells a random window is taken, so that edges do not fit. Cells
 * are to windows as 85 pixels to 64.
 *
 * @param tiles along a side
 * @param window the side of a tile in pixels
 */
record Jigsaw(int tiles, int window) {
  private static final double CELL_BY_WINDOW = 85 / 64.0;

  static Jigsaw of(ViewPlan plan, int size) {
    int tiles = (int) Math.round(Math.sqrt(plan.tiles().size()));
    if (tiles * tiles != plan.tiles().size() || size % tiles != 0) {
      throw new InvalidInputException(
          "view plan: a view of "
              + size
              + " pixels is no square of "
              + plan.tiles().size()
              + " tiles");
    }
    return new Jigsaw(tiles, size / tiles);
  }

  /** Writes a view of one piece, with a side of so many pixels. */
  interface Piece {
    void write(int side, ByteBuffer out, int offset);
  }

  /** Writes a view [planes, size, size] of one piece, or of tiles if it is of some. */
  static void write(ViewPlan plan, int size, int planes, ByteBuffer out, int offset, Piece piece) {
    if (plan.tiles().isEmpty()) {
      piece.write(size, out, offset);
      return;
    }
    Jigsaw jigsaw = of(plan, size);
    byte[] whole = new byte[planes * jigsaw.side() * jigsaw.side()];
    byte[] cut = new byte[planes * size * size];
    piece.write(jigsaw.side(), ByteBuffer.wrap(whole), 0);
    jigsaw.cut(plan.tiles(), planes, whole, cut);
    out.put(offset, cut);
  }

  private int cell() {
    return (int) Math.round(window * CELL_BY_WINDOW);
  }

  /** The side that the crop is resized to, in pixels. */
  int side() {
    return tiles * cell();
  }

  /** The tiles of a view, row by row. */
  List<Tile> draw(Draws draws) {
    int[] order = draws.fork("tiles").permutation(tiles * tiles);
    Draws windows = draws.fork("windows");
    int room = cell() - window + 1;
    List<Tile> drawn = new ArrayList<>();
    for (int cell : order) {
      drawn.add(new Tile(cell, windows.below(2L * cell, room), windows.below(2L * cell + 1, room)));
    }
    return drawn;
  }

  /**
   * Lays the tiles of a resized crop side by side.
   *
   * @param from [planes, side, side]
   * @param to an array of the same type, [planes, tiles * window, tiles * window]
   */
  void cut(List<Tile> drawn, int planes, Object from, Object to) {
    int size = tiles * window;
    for (int plane = 0; plane < planes; plane++) {
      for (int y = 0; y < size; y++) {
        for (int column = 0; column < tiles; column++) {
          Tile tile = drawn.get(y / window * tiles + column);
          int row = tile.cell() / tiles * cell() + tile.top() + y % window;
          int left = tile.cell() % tiles * cell() + tile.left();
          int source = (plane * side() + row) * side() + left;
          int target = (plane * size + y) * size + column * window;
          System.arraycopy(from, source, to, target, window);
        }
      }
    }
  }
}
