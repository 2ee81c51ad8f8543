package org.harl.masks.drfi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.harl.masks.regions.RegionForest;

/** A forest that was trained, and on how many regions. */
public final class DrfiForest {
  private final RegionForest forest;
  private final int foreground;
  private final int background;

  DrfiForest(RegionForest forest, int foreground, int background) {
    this.forest = forest;
    this.foreground = foreground;
    this.background = background;
  }

  /** {@return the trees} */
  public RegionForest forest() {
    return forest;
  }

  /** {@return regions of foreground that it was trained on} */
  public int foreground() {
    return foreground;
  }

  /** {@return regions of background that it was trained on} */
  public int background() {
    return background;
  }

  /** {@return a provider that judges by it} */
  public DrfiMasks masks() {
    return new DrfiMasks(forest);
  }

  /**
   * Writes it in one move, for {@code drfi:FILE}.
   *
   * @param file one that is there already is replaced
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".partial");
    try {
      try (OutputStream out = Files.newOutputStream(aside)) {
        forest.write(out);
      }
      Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
