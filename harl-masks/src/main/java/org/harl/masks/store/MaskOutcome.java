package org.harl.masks.store;

import java.io.Serializable;

/**
 * What became of one image of a mask data set.
 *
 * @param image its name: the path below the images' folder, with forward slashes
 * @param kind what happened
 * @param reason why, empty for masks that were written or there already
 * @serial exclude
 */
public record MaskOutcome(String image, Kind kind, String reason) implements Serializable {
  /** What can happen. */
  public enum Kind {
    /** The mask was written. */
    WRITTEN,
    /** The mask was there already. */
    PRESENT,
    /** The mask said nothing: another was written in its place, or none. */
    REJECTED,
    /** There is no mask: the image cannot be read, or shares its mask's name with another. */
    FAILED
  }

  static MaskOutcome of(String image, Kind kind) {
    return new MaskOutcome(image, kind, "");
  }
}
