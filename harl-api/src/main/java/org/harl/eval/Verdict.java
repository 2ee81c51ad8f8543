package org.harl.eval;

/** What a box that was found is worth. */
enum Verdict {
  FOUND,
  WRONG,
  /** Counts neither for nor against. */
  IGNORED
}
