package org.harl.objective;

/** A part of a view that is pooled into one vector a sample. */
public enum Region {
  /** The whole view. */
  IMAGE("image"),
  /** Where the view's mask is 1. */
  FOREGROUND("foreground"),
  /** Where the view's mask is 0. */
  BACKGROUND("background");

  private final String label;

  Region(String label) {
    this.label = label;
  }

  /** Its name in outputs and reports: {@code image}, {@code foreground}, {@code background}. */
  public String label() {
    return label;
  }

  /** Whether pooling it needs a mask. */
  public boolean masked() {
    return this != IMAGE;
  }
}
