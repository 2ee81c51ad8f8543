package org.harl.spi;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * How a backend is opened.
 *
 * @param device {@code cpu}, {@code gpu:0}, or {@code auto}: the first GPU if there is one, else
 *     the CPU
 * @param precision the arithmetic of its sessions
 * @param threads threads that one operation may use, 0 for the engine's default
 * @param safety what is done about an engine that computes wrongly here
 */
@RecordBuilder
public record BackendOptions(String device, Precision precision, int threads, EngineSafety safety)
    implements BackendOptionsBuilder.With {
  /** The CPU or the first GPU, float32, the engine's threads, the engine checked. */
  public static final BackendOptions DEFAULT = new BackendOptions("auto", Precision.FLOAT32, 0);

  /** With {@link EngineSafety#AUTO}. */
  public BackendOptions(String device, Precision precision, int threads) {
    this(device, precision, threads, EngineSafety.AUTO);
  }
}
