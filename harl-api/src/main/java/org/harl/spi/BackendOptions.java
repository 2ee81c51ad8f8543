package org.harl.spi;

/**
 * How a backend is opened.
 *
 * @param device {@code cpu}, {@code gpu:0}, or {@code auto}: the first GPU if there is one, else
 *     the CPU
 * @param precision the arithmetic of its sessions
 * @param threads threads that one operation may use, 0 for the engine's default
 */
public record BackendOptions(String device, Precision precision, int threads) {
  /** The CPU or the first GPU, float32, the engine's threads. */
  public static final BackendOptions DEFAULT = new BackendOptions("auto", Precision.FLOAT32, 0);
}
