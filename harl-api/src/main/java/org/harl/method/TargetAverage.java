package org.harl.method;

/** Which tensors of the target network follow the online network's by moving average. */
public enum TargetAverage {
  /** Parameters; batch norm's running statistics are the target's own. */
  PARAMETERS,
  /** Batch norm's running statistics too, after they moved by the target's own batch. */
  BUFFERS_TOO
}
