package org.harl.spi;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * How a backend is opened.
 *
 * @param device {@code cpu}, {@code gpu:0}, or {@code auto}: the first GPU if there is one, else
 *     the CPU
 * @param precision the arithmetic of its sessions; {@code FLOAT32} in {@link #DEFAULT}, and
 *     everywhere to be had
 * @param threads threads that one operation may use, at least 0; 0, the engine's own choice, in
 *     {@link #DEFAULT}
 * @param safety what is done about an engine that computes wrongly on this machine; {@code AUTO} in
 *     {@link #DEFAULT}
 */
@RecordBuilder
public record BackendOptions(String device, Precision precision, int threads, EngineSafety safety)
    implements BackendOptionsBuilder.With {
  /** The CPU or the first GPU, float32, the engine's threads, the engine checked. */
  public static final BackendOptions DEFAULT = new BackendOptions("auto", Precision.FLOAT32, 0);

  /**
   * With {@link EngineSafety#AUTO}.
   *
   * @param device {@code cpu}, {@code gpu:N} or {@code auto}
   * @param precision one that the device has
   * @param threads that one operation may use; 0 for the engine's own choice
   */
  public BackendOptions(String device, Precision precision, int threads) {
    this(device, precision, threads, EngineSafety.AUTO);
  }
}
