package org.harl.eval.detection;

/** What a box that was found is worth. */
enum Verdict {
  FOUND,
  WRONG,
  /** Counts neither for nor against. */
  IGNORED
}
