package org.harl.spi;

/**
 * What a backend does about an engine that may compute wrongly on this machine. An engine is
 * checked against known answers ({@link org.harl.spi.check.KnownAnswers}) before its first program.
 */
public enum EngineSafety {
  /**
   * Checks once a process; where the machine's signs or an answer say that the engine is wrong,
   * holds it to what is right here and says so in one warning, or refuses to open.
   */
  AUTO,
  /** Holds the engine to its safest arithmetic whatever the machine shows, then checks. */
  ON,
  /** Neither checks nor holds: results are the engine's own. */
  OFF
}
